/** The figures of the queue: what waits, how fast it comes and goes, what OpenAI said last, and how much room is left. */

import { toBytes, toDuration, toNumber } from '../state/format.js';
import { useLoaded } from '../state/loaded.js';
import type { Pixel, QueueFacts } from '../state/shapes.js';
import { rate } from '../state/stream.js';
import { toAgo } from './pixel-table.js';

const EVERY_MS = 5000;

export function Tiles({ shown }: { shown: readonly Pixel[] }) {
	const { value } = useLoaded<QueueFacts>('/api/queue', {}, EVERY_MS);
	const add = (read: (pixel: Pixel) => number | undefined) => shown.reduce((sum, pixel) => sum + (read(pixel) ?? 0), 0);
	const out = toNumber(Math.round(add(({ outPerSecond }) => outPerSecond)));
	const stuck = shown.filter(({ state }) => state === 'holding' || state === 'paused').length;
	return (
		<div class="tiles">
			<Tile title="Waiting" figure={toNumber(add(({ waiting }) => waiting))} note={sayWaiting(shown)} />
			<Tile
				title="In / out"
				figure={`${rate.value === undefined ? '–' : toNumber(rate.value)} / ${out}`}
				unit="per s"
				note={stuck === 0 ? 'all pixels are sending' : `${stuck} of ${shown.length} pixels not sending`}
			/>
			<LastAnswer shown={shown} />
			<Disk bytes={add(({ bytes }) => bytes)} freeBytes={value?.freeBytes} />
		</div>
	);
}

/** What is left decides; a PostgreSQL does not tell it. */
function Disk({ bytes, freeBytes }: { bytes: number; freeBytes: number | undefined }) {
	if (freeBytes === undefined) return <Tile title="Disk" figure={toBytes(bytes)} note="what waits" />;
	return <Tile title="Disk" figure={toBytes(freeBytes)} unit="free" note={`${toBytes(bytes)} waiting`} />;
}

function LastAnswer({ shown }: { shown: readonly Pixel[] }) {
	const answered = shown.flatMap(({ name, lastAnswer }) => (lastAnswer === undefined ? [] : [{ name, ...lastAnswer }]));
	const [last] = answered.sort((one, other) => other.at.localeCompare(one.at));
	if (last === undefined) return <Tile title="Last answer" figure="–" note="none since the start" />;
	const of = shown.length > 1 ? `, ${last.name}` : '';
	return (
		<Tile
			title="Last answer"
			figure={last.status === undefined ? 'none' : `${last.status}`}
			note={`${toAgo(last.at)}${of}`}
		/>
	);
}

/** `1,221 of Shop US, oldest 21 min` */
function sayWaiting(shown: readonly Pixel[]): string {
	const waiting = shown.filter((pixel) => pixel.waiting > 0);
	const oldest = Math.max(0, ...waiting.map(({ oldestSeconds }) => oldestSeconds));
	const [most] = waiting.toSorted((one, other) => other.waiting - one.waiting);
	if (most === undefined) return 'nothing waits';
	const of = shown.length > 1 ? `${toNumber(most.waiting)} of ${most.name}, ` : '';
	return `${of}oldest ${toDuration(oldest)}`;
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
