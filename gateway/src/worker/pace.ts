/**
 * When the worker may send, judged by OpenAI's last answers. Pure: time and chance are passed in; the state is plain JSON.
 * All times are the worker's own clock, which never jumps; whoever stores the state stores what is left of a wait.
 *
 * - sending: as many requests under way as the settings allow; after an outage fewer and smaller ones at first
 * - slowed: after failures, one request at a time, none before a shared time; after refusals, one at a time
 * - held: after a refused key, or refusals of everything, one small probe at growing intervals
 */

import { retryDelayMs } from 'openai-ads-destination/pipeline';

/** First and longest wait between probes. (product decision) */
const FIRST_PROBE_MS = 30_000;
const MAX_PROBE_MS = 5 * 60_000;
/** Events in a probe of the key. Our choice. */
const PROBE_SIZE = 10;
/** Fewer failures in a row than this are not worth a line in the log. Our choice. */
const NOTABLE_FAILURES = 3;
/** In a row: the back-off has nearly reached its longest wait. Our choice. */
const STANDSTILL_FAILURES = 7;
/** Events in the first request after an outage; each answer doubles it. Our choice. */
const FIRST_RAMP = 20;
/** From here on one more request may be under way for each thousand, up to full speed. Our choice. */
const [RAMP_PER_REQUEST, FULL_RAMP] = [1000, 4000];
/** A longer wait is worth one. (product decision) */
const NOTABLE_WAIT_MS = 60_000;
/** Refusals in a row, of a batch and its parts, that tell a refusal of everything from one of an event. Our choice. */
const MAX_REFUSALS = 3;
/** The same while an event that stops others is being tried apart, since parts of a batch are bad more often than not. Our choice. */
const MAX_TOLERATED_REFUSALS = 10;
/** Bad answers in a row that change nothing while an event that stops others is being tried apart. Our choice. */
const TOLERATED = 5;

export interface PaceState {
	/** No request before. */
	readonly notBeforeMs: number;
	/** How long that wait was when it began. */
	readonly waitMs: number;
	/** When the last bad answer came. What began earlier can't end its wait. */
	readonly badMs: number;
	/** In a row. */
	readonly failures: number;
	readonly refusals: number;
	/** Bad answers that were to be expected, since single events are being tried apart. */
	readonly isTolerant: boolean;
	/** Wait before the next probe; 0 unless held. */
	readonly probeMs: number;
	readonly probeSize: number;
	/** Events that may be under way while it gets going again after an outage; 0 at full speed. */
	readonly ramp: number;
}

export const FULL_PACE: PaceState = {
	notBeforeMs: 0,
	waitMs: 0,
	badMs: 0,
	failures: 0,
	refusals: 0,
	isTolerant: false,
	probeMs: 0,
	probeSize: 0,
	ramp: 0,
};

/** When a request was sent, and when its answer came. */
export interface Span {
	readonly startedMs: number;
	readonly nowMs: number;
}

export type PaceEvent = Span &
	(
		| { readonly kind: 'answered' }
		| {
				readonly kind: 'failed';
				/** How long OpenAI asked to wait. */
				readonly retryAfterMs?: number | undefined;
				/** 0 to 1 */
				readonly random: number;
				readonly isTolerant?: boolean;
				/** Its parts are tried at once: that is soon enough, and one request. */
				readonly isSplit?: boolean;
		  }
		| { readonly kind: 'refused'; readonly isKey: boolean; readonly isTolerant?: boolean }
	);

export function toNextPace(pace: PaceState, event: PaceEvent): PaceState {
	switch (event.kind) {
		case 'answered':
			// It says nothing new about a wait that began after it.
			if (event.startedMs < pace.badMs && isWaiting(pace, event.nowMs)) return pace;
			return { ...FULL_PACE, badMs: pace.badMs, ramp: toNextRamp(pace) };
		case 'failed':
			return afterFailure(pace, event);
		case 'refused':
			return afterRefusal(pace, event);
	}
}

export function isHeld({ probeMs }: PaceState): boolean {
	return probeMs > 0;
}

/** Nothing has passed for so long that one event is as good a probe as another. */
export function isStandstill({ failures, probeMs }: PaceState): boolean {
	return probeMs > 0 || failures >= STANDSTILL_FAILURES;
}

function isWaiting({ notBeforeMs, probeMs }: PaceState, nowMs: number): boolean {
	return probeMs > 0 || notBeforeMs > nowMs;
}

/** One request at a time. */
export function isSlowed({ failures, refusals, isTolerant, probeMs }: PaceState): boolean {
	return probeMs > 0 || Math.max(failures, refusals) > (isTolerant ? TOLERATED : 0);
}

/** Largest request that the pace allows. */
export function toMaxEvents({ probeMs, probeSize, failures, refusals, ramp }: PaceState): number {
	if (probeMs > 0) return probeSize;
	if (failures >= NOTABLE_FAILURES || refusals > 0) return PROBE_SIZE;
	return ramp > 0 ? ramp : Number.POSITIVE_INFINITY;
}

/** Requests that may be under way. */
export function toMaxRequests(pace: PaceState): number {
	if (isSlowed(pace)) return 1;
	return pace.ramp > 0 ? Math.max(1, Math.floor(pace.ramp / RAMP_PER_REQUEST)) : Number.POSITIVE_INFINITY;
}

/** Tries at once what was to wait: the operator has corrected what may have been the reason. Whether it was, the next answer says. */
export function probeNow(pace: PaceState, nowMs: number): PaceState {
	return { ...pace, notBeforeMs: nowMs, probeMs: isHeld(pace) ? FIRST_PROBE_MS : 0 };
}

function toNextRamp(pace: PaceState): number {
	if (pace.ramp > 0) return pace.ramp * 2 > FULL_RAMP ? 0 : pace.ramp * 2;
	return isNotable(pace) && !pace.isTolerant ? FIRST_RAMP : 0;
}

function afterFailure(pace: PaceState, event: PaceEvent & { kind: 'failed' }): PaceState {
	const { nowMs, startedMs, retryAfterMs, random, isTolerant = false, isSplit = false } = event;
	// Of requests that failed together only one counts.
	const failures = pace.failures + (startedMs >= pace.badMs ? 1 : 0);
	const next = { ...pace, failures, badMs: nowMs, isTolerant };
	const canGoOn = retryAfterMs === undefined && (isSplit || !isSlowed(next)) && !isHeld(pace);
	if (canGoOn) return next;
	return waitFor(next, Math.max(retryDelayMs(Math.max(0, failures - 1), retryAfterMs, random), pace.probeMs), nowMs);
}

function afterRefusal(pace: PaceState, event: PaceEvent & { kind: 'refused' }): PaceState {
	const { nowMs, startedMs, isKey, isTolerant = false } = event;
	const isSibling = startedMs < pace.badMs;
	if (isSibling && isHeld(pace)) return pace;
	const refusals = pace.refusals + (isSibling ? 0 : 1);
	const next = { ...pace, refusals, badMs: nowMs, isTolerant };
	const maxRefusals = isTolerant ? MAX_TOLERATED_REFUSALS : MAX_REFUSALS;
	if (!isHeld(pace) && !isKey && refusals < maxRefusals) return next;
	const probeMs = isHeld(pace) ? Math.min(MAX_PROBE_MS, pace.probeMs * 2) : FIRST_PROBE_MS;
	return waitFor({ ...next, probeMs, probeSize: isKey ? PROBE_SIZE : 1 }, probeMs, nowMs);
}

function waitFor(pace: PaceState, waitMs: number, nowMs: number): PaceState {
	if (nowMs + waitMs <= pace.notBeforeMs) return pace;
	return { ...pace, notBeforeMs: nowMs + waitMs, waitMs };
}

/** What a change of pace means to the operator. */
export type PaceChange = 'none' | 'held' | 'refusing' | 'slowed' | 'waiting' | 'resumed';

export function toPaceChange(before: PaceState, after: PaceState): PaceChange {
	if (!isHeld(before) && isHeld(after)) return after.probeSize === 1 ? 'refusing' : 'held';
	if (isNotable(before) && !isNotable(after)) return 'resumed';
	if (isHeld(after)) return 'none';
	if (after.notBeforeMs > before.notBeforeMs && after.waitMs > NOTABLE_WAIT_MS) return 'waiting';
	return before.failures < NOTABLE_FAILURES && after.failures === NOTABLE_FAILURES ? 'slowed' : 'none';
}

function isNotable(pace: PaceState): boolean {
	return isHeld(pace) || pace.failures >= NOTABLE_FAILURES || pace.waitMs > NOTABLE_WAIT_MS;
}
