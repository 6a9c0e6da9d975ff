/** Is it healthy, what is stuck? Figures, pixels with their states, dead letters, checks. */

import { PixelFilter } from '../parts/pixel-filter.js';
import { Card, Time } from '../parts/small.js';
import { toDuration, toMinute, toNumber } from '../state/format.js';
import { deadLetterCount, pixels } from '../state/pixels.js';
import { route } from '../state/route.js';
import type { Pixel } from '../state/shapes.js';
import { rate } from '../state/stream.js';
import { STATE } from '../words.js';
import { Alerts } from './alerts.js';
import { Checks } from './checks.js';
import { Letters } from './letters.js';

export function QueueView() {
	const chosen = route.value.query.pixel ?? '';
	const shown = pixels.value.filter(({ name }) => chosen === '' || name === chosen);
	return (
		<>
			<div class="head">
				<h1>Queue</h1>
				<span class="grow" />
				<PixelFilter />
			</div>
			<Tiles shown={shown} />
			<div class="px">
				<Card id="h-pixels" title="Pixels" note="each with its own queue, pace and state; one never slows another">
					<PixelTable shown={shown} />
				</Card>
			</div>
			<div class="grid two q">
				<div class="stack">
					<Letters pixel={chosen} />
					<Alerts pixel={chosen} />
				</div>
				<Checks />
			</div>
		</>
	);
}

function Tiles({ shown }: { shown: readonly Pixel[] }) {
	const waiting = shown.reduce((sum, pixel) => sum + pixel.waiting, 0);
	const oldest = Math.max(0, ...shown.map(({ oldestSeconds }) => oldestSeconds));
	const stuck = shown.filter(({ state }) => state !== 'sending').length;
	const dead = shown.reduce((sum, { deadLetters = 0 }) => sum + deadLetters, 0);
	return (
		<div class="tiles">
			<Tile
				title="Waiting"
				figure={toNumber(waiting)}
				note={waiting === 0 ? 'nothing waits' : `the oldest for ${toDuration(oldest)}`}
			/>
			<Tile
				title="In"
				figure={rate.value === undefined ? '–' : toNumber(rate.value)}
				unit="per s"
				note="events received, all pixels"
			/>
			<Tile
				title="Pixels"
				figure={toNumber(shown.length)}
				note={stuck === 0 ? 'all are sending' : `${stuck} not sending`}
			/>
			<Tile
				title="Dead letters"
				figure={toNumber(dead)}
				note={deadLetterCount.value === 0 ? 'none kept' : 'kept until replayed or dropped'}
			/>
		</div>
	);
}

function Tile({ title, figure, unit, note }: { title: string; figure: string; unit?: string; note: string }) {
	return (
		<div class="card tile">
			<p class="dt">{title}</p>
			<p class="dd">
				{figure} {unit !== undefined && <span class="faint u">{unit}</span>}
			</p>
			<small>{note}</small>
		</div>
	);
}

function PixelTable({ shown }: { shown: readonly Pixel[] }) {
	return (
		<table class="t pixels">
			<thead>
				<tr>
					<th scope="col">Pixel</th>
					<th scope="col">State</th>
					<th scope="col" class="num">
						Waiting
					</th>
					<th scope="col" class="num">
						Oldest
					</th>
					<th scope="col">Why</th>
				</tr>
			</thead>
			<tbody>
				{shown.map(({ name, pixelId, state, since, reason, waiting, oldestSeconds }) => (
					<tr key={pixelId}>
						<td class="ev">
							{name} {name !== pixelId && <span class="faint mono">{pixelId}</span>}
						</td>
						<td>
							<span class="state">
								<i class={`st st-${STATE[state][1]}`} />
								{STATE[state][0]}
								{since !== undefined && state !== 'sending' && (
									<span>
										since <Time at={since} text={toMinute(since)} />
									</span>
								)}
							</span>
						</td>
						<td class="num" data-l="waiting">
							{toNumber(waiting)}
						</td>
						<td class="num hide">{waiting === 0 ? '–' : toDuration(oldestSeconds)}</td>
						<td class="wide muted">
							{reason ?? (state === 'draining' ? 'no longer configured: takes nothing new' : '')}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
