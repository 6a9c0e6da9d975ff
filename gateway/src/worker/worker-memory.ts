/**
 * What a worker remembers across a restart, as plain JSON. Its own clock begins anew with each process, so that times are stored as
 * Unix milliseconds. What an older version wrote, or somebody else, is checked; what can't be used is forgotten.
 */

import { isRecord, MAX_EVENTS_PER_REQUEST, type UnknownRecord } from 'openai-ads-destination/internal';
import { MAX_DELAY_MS } from '../queue/queue.js';
import { FULL_PACE, type PaceState } from './pace.js';
import { MAX_REFUSALS, MAX_WATCHED, NO_SUSPECTS, type Suspect, type Suspects } from './suspects.js';
import { FRESH_STATE, type WorkerState } from './worker-state.js';

/** The same moment on both clocks. */
interface Moment {
	/** Unix milliseconds. */
	readonly nowMs: number;
	/** Milliseconds of the worker's own clock. */
	readonly monotonicMs: number;
}

export type WorkerMemory = Readonly<Record<string, unknown>>;

/** @param nowMs Unix milliseconds @param monotonicMs the same moment on the worker's clock */
export function toMemory(state: WorkerState, nowMs: number, monotonicMs: number): WorkerMemory {
	const { pace, size, suspects, acceptedMs } = state;
	const toWall = (ms: number | undefined) => (ms === undefined ? undefined : ms - monotonicMs + nowMs);
	const { badMs: _, ...keptPace } = pace;
	return {
		pace: { ...keptPace, notBeforeMs: pace.notBeforeMs === 0 ? 0 : toWall(pace.notBeforeMs) },
		size,
		suspects: { ...suspects, apartMs: toWall(suspects.apartMs) },
		acceptedMs: toWall(acceptedMs),
	};
}

/** A worker's state from what an earlier process stored; a fresh one for anything else. What is left of a wait is at most 6 hours. */
export function fromMemory(memory: unknown, nowMs: number, monotonicMs: number): WorkerState {
	if (!isRecord(memory)) return FRESH_STATE;
	const now = { nowMs, monotonicMs };
	const read = createReader(memory, now);
	const acceptedMs = read.past('acceptedMs');
	return {
		pace: toPace(createReader(memory['pace'], now), now),
		size: toSize(createReader(memory['size'], now)),
		suspects: toSuspects(memory['suspects'], now),
		...(acceptedMs === undefined ? {} : { acceptedMs }),
	};
}

type Reader = ReturnType<typeof createReader>;

function createReader(value: unknown, { nowMs, monotonicMs }: Moment) {
	const record: UnknownRecord = isRecord(value) ? value : {};
	const find = (name: string, min: number, max: number): number | undefined => {
		const found = record[name];
		return typeof found === 'number' && found >= min && found <= max ? found : undefined;
	};
	return {
		number: (name: string, max: number, fallback: number) => find(name, 0, max) ?? fallback,
		isTrue: (name: string) => record[name] === true,
		/** A time that is over, on the worker's clock; `undefined` for none, and for one that is still to come. */
		past: (name: string) => {
			const wallMs = find(name, 0, nowMs);
			return wallMs === undefined ? undefined : wallMs - nowMs + monotonicMs;
		},
		/** What is left until a time. */
		leftMs: (name: string) =>
			Math.min(MAX_DELAY_MS, Math.max(0, (find(name, 0, Number.MAX_SAFE_INTEGER) ?? 0) - nowMs)),
	};
}

function toPace(read: Reader, { monotonicMs }: Moment): PaceState {
	const leftMs = read.leftMs('notBeforeMs');
	const probeMs = read.number('probeMs', MAX_DELAY_MS, 0);
	return {
		...FULL_PACE,
		notBeforeMs: leftMs === 0 ? 0 : monotonicMs + leftMs,
		waitMs: read.number('waitMs', MAX_DELAY_MS, 0),
		failures: read.number('failures', 1e6, 0),
		refusals: read.number('refusals', 1e6, 0),
		isTolerant: read.isTrue('isTolerant'),
		probeMs,
		probeSize: Math.max(Math.sign(probeMs), read.number('probeSize', MAX_EVENTS_PER_REQUEST, 0)),
		ramp: read.number('ramp', 1e5, 0),
	};
}

function toSize(read: Reader) {
	return {
		maxEvents: Math.max(1, read.number('maxEvents', MAX_EVENTS_PER_REQUEST, MAX_EVENTS_PER_REQUEST)),
		msPerEvent: read.number('msPerEvent', 1e6, 0),
	};
}

function toSuspects(value: unknown, now: Moment): Suspects {
	const read = createReader(value, now);
	const apartMs = read.past('apartMs');
	const count = (name: string) => read.number(name, Number.MAX_SAFE_INTEGER, 0);
	return {
		...NO_SUSPECTS,
		passed: count('passed'),
		failed: count('failed'),
		share: read.number('share', 1, 1),
		isSplit: read.isTrue('isSplit'),
		...(apartMs === undefined ? {} : { apartMs }),
		watched: toWatched(isRecord(value) ? value['watched'] : undefined, now),
	};
}

function toWatched(value: unknown, now: Moment): Readonly<Record<string, Suspect>> {
	if (!isRecord(value)) return {};
	const toSuspect = (entry: unknown): Suspect => {
		const read = createReader(entry, now);
		const count = (name: string) => read.number(name, Number.MAX_SAFE_INTEGER, 0);
		return {
			refusals: count('refusals'),
			tries: count('tries'),
			passed: count('passed'),
			failed: count('failed'),
			needed: Math.max(MAX_REFUSALS, read.number('needed', 1e6, MAX_REFUSALS)),
		};
	};
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, MAX_WATCHED)
			.map(([key, entry]) => [key, toSuspect(entry)]),
	);
}
