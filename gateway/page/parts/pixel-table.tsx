/** Each pixel with its state, what waits, how fast it goes out, and what OpenAI said last. */

import { shorten, toDuration, toMinute, toNumber } from '../state/format.js';
import type { Pixel } from '../state/shapes.js';
import { STATE } from '../words.js';
import { Time } from './small.js';
import { number, TableHead } from './table-head.js';

export function PixelTable({ shown }: { shown: readonly Pixel[] }) {
	return (
		<table class="t pixels">
			<TableHead
				columns={['Pixel', 'State', number('Waiting'), number('Oldest'), number('Out per s'), 'Last answer']}
			/>
			<tbody>
				{shown.map((pixel) => (
					<Row key={pixel.pixelId} pixel={pixel} />
				))}
			</tbody>
		</table>
	);
}

function Row({ pixel }: { pixel: Pixel }) {
	const { name, pixelId, state, since, waiting, oldestSeconds, outPerSecond } = pixel;
	return (
		<tr>
			<td class="ev">
				{name !== pixelId && `${name} `}
				<span class="faint mono" title={pixelId}>
					{shorten(pixelId)}
				</span>
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
			<td class="num" data-l="out">
				{outPerSecond === undefined ? '–' : toNumber(Math.round(outPerSecond))}
			</td>
			<td class="wide muted">{saySituation(pixel)}</td>
		</tr>
	);
}

/** Why it does not send, if it does not; else `200, 4 s ago`. */
function saySituation({ state, reason, lastAnswer, nextProbe }: Pixel): string {
	const answer = lastAnswer && `${lastAnswer.status ?? 'no answer'}, ${toAgo(lastAnswer.at)}`;
	if (state === 'draining') return 'no longer configured: takes nothing new';
	const next = nextProbe && `Next probe in ${toDuration((Date.parse(nextProbe) - Date.now()) / 1000)}`;
	if (state !== 'sending') return [reason ?? answer, next].filter(Boolean).join(' ') || '';
	return answer ?? 'none since the start';
}

export function toAgo(at: string): string {
	return `${toDuration((Date.now() - Date.parse(at)) / 1000)} ago`;
}
