/** Are my conversions counting? The share with a click, what lowers it, where events fall out, and each event's match keys. */

import { PixelFilter, Select } from '../parts/pixel-filter.js';
import { Empty } from '../parts/small.js';
import { toNumber } from '../state/format.js';
import { later } from '../state/later.js';
import { useLoaded } from '../state/loaded.js';
import { go, route, toHash, withQuery } from '../state/route.js';
import type { Overview } from '../state/shapes.js';
import { reasonShort } from '../words.js';
import { Causes } from './causes.js';
import { Hero } from './hero.js';

const PERIODS = [
	['1h', '1 h'],
	['24h', '24 h'],
	['7d', '7 d'],
] as const;
const EVERY_MS = 5000;

export function OverviewView() {
	const { period = '24h', pixel = '', source = '' } = route.value.query;
	const query = { period, ...(pixel === '' ? {} : { pixel }), ...(source === '' ? {} : { source }) };
	const { value, problem } = useLoaded<Overview>('/api/overview', query, EVERY_MS);
	const sources = [...new Set(value?.groups.map((group) => group.source))];
	return (
		<>
			<div class="head">
				<h1>Conversions</h1>
				<span class="grow" />
				<PixelFilter />
				<fieldset class="seg" aria-label="Period">
					{PERIODS.map(([id, text]) => (
						<button type="button" key={id} aria-pressed={period === id} onClick={() => go(withQuery({ period: id }))}>
							{text}
						</button>
					))}
				</fieldset>
				<Select
					label="Source"
					all="All sources"
					value={source}
					options={sources}
					onChoose={(chosen) => go(withQuery({ source: chosen }))}
				/>
			</div>
			{value === undefined ? (
				<div class="card">
					<Empty title={problem?.message ?? 'Reading…'} />
				</div>
			) : (
				<Figures overview={value} period={period} />
			)}
		</>
	);
}

function Figures({ overview, period }: { overview: Overview; period: string }) {
	const Below = later.value?.Below;
	return (
		<>
			<div class="grid two">
				<Hero overview={overview} period={period} />
				<Causes diagnostics={overview.diagnostics} />
			</div>
			<Flow overview={overview} />
			{Below !== undefined && <Below overview={overview} period={period} />}
		</>
	);
}

function Flow({ overview: { received, skipped, discarded, failed = 0, waiting, accepted } }: { overview: Overview }) {
	const total = skipped.reduce((sum, { n }) => sum + n, 0);
	const reasons = skipped.map(({ reason, n }) => `${toNumber(n)} ${reasonShort(reason).toLowerCase()}`).join(', ');
	return (
		<div class="card flow">
			<div>
				<p class="dt">Received</p>
				<p class="dd">{toNumber(received)}</p>
				<small>
					{total > 0 && (
						<a href={toHash('events', { outcome: 'skipped' })}>{`${toNumber(total)} skipped: ${reasons}`}</a>
					)}
				</small>
			</div>
			<div>
				<p class="dt">To send</p>
				<p class="dd">{toNumber(Math.max(0, received - total))}</p>
				<small>
					{discarded > 0 && <a href={toHash('events', { outcome: 'discarded' })}>{toNumber(discarded)} discarded</a>}
					{failed > 0 && <a href={toHash('queue')}>{toNumber(failed)} failed</a>}
					{waiting > 0 && <a href={toHash('queue')}>{toNumber(waiting)} waiting</a>}
				</small>
			</div>
			<div>
				<p class="dt">Accepted by OpenAI</p>
				<p class="dd">{toNumber(accepted)}</p>
				<small>accepted is not counted: openai-ads doctor looks at your event settings</small>
			</div>
		</div>
	);
}
