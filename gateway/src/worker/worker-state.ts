/** All that the worker remembers of OpenAI's answers, and what each of them changes. Pure; the state is plain JSON. */

import type { QueuedEvent } from '../queue/queue.js';
import { type Answer, isRefusal } from './answer.js';
import { afterSuccess, afterTrouble, type BatchSize, FULL_SIZE } from './batch-size.js';
import { FULL_PACE, type PaceEvent, type PaceState, type Span, toNextPace } from './pace.js';
import { isApart, isSuspect, NO_SUSPECTS, type Suspects, toNextSuspects } from './suspects.js';

/** Failures of a batch after which its parts go separately. (product decision) */
const MAX_FAILURES = 5;
/** A timeout this many times as long as the batch should have taken is not for its size. Our choice. */
const ODDLY_SLOW = 4;
/** How long OpenAI's last acceptance tells a refusal of an event from a refusal of everything. (product decision) */
const TRUST_MS = 60 * 60_000;

export interface WorkerState {
	readonly pace: PaceState;
	readonly size: BatchSize;
	readonly suspects: Suspects;
	/** When OpenAI last accepted an event; undefined before. */
	readonly acceptedMs?: number;
}

export const FRESH_STATE: WorkerState = { pace: FULL_PACE, size: FULL_SIZE, suspects: NO_SUSPECTS };

/** A delivery that has ended. */
export interface Ended extends Span {
	readonly events: readonly QueuedEvent[];
	readonly answer: Answer;
	/** 0 to 1 */
	readonly random: number;
}

/** OpenAI has accepted something within the last hour, so that what it refuses now is not everything. */
export function isTrusted({ acceptedMs }: WorkerState, nowMs: number): boolean {
	return acceptedMs !== undefined && nowMs - acceptedMs < TRUST_MS;
}

/** The batch's parts go separately from now on: it failed often enough, or it was refused, or single events are known to be at fault. */
export function isSplit(state: WorkerState, ended: Ended): boolean {
	const { events, answer, nowMs } = ended;
	if (isRefusal(answer)) return true;
	if (answer.kind !== 'failed') return false;
	const isOften = events.some(({ attempts }) => attempts + 1 >= MAX_FAILURES);
	return isOften || isApart(state.suspects, nowMs) || (answer.isTimeout && isOddlySlow(state, ended));
}

/** Others were answered a moment ago, and at their speed this batch would have been, long since: an event in it is at fault. */
function isOddlySlow({ size, acceptedMs }: WorkerState, { events, startedMs, nowMs }: Ended): boolean {
	const isFast = acceptedMs !== undefined && acceptedMs >= startedMs && size.msPerEvent > 0;
	return isFast && size.msPerEvent * events.length * ODDLY_SLOW < nowMs - startedMs;
}

/** The request held one event, and there is no smaller part of it to try. */
export function isAlone(state: WorkerState, ended: Ended): boolean {
	const [first, ...others] = ended.events;
	if (first === undefined || others.length > 0) return false;
	return isSplit(state, ended) || (ended.answer.kind === 'failed' && first.batchLimit === 1);
}

export function toNextState(state: WorkerState, ended: Ended): WorkerState {
	const { answer, nowMs } = ended;
	const acceptedMs = answer.kind === 'accepted' ? { acceptedMs: nowMs } : {};
	return {
		...state,
		...acceptedMs,
		pace: nextPace(state, ended),
		size: nextSize(state, isSplit(state, ended), ended),
		suspects: nextSuspects(state, ended),
	};
}

function nextPace(state: WorkerState, ended: Ended): PaceState {
	const { answer, nowMs } = ended;
	if (answer.kind === 'unsent' || isRepeat(state, ended)) return state.pace;
	return toNextPace(state.pace, toPaceEvent(state, ended, isApart(state.suspects, nowMs)));
}

function toPaceEvent(state: WorkerState, ended: Ended, isTolerant: boolean): PaceEvent {
	const { events, answer, startedMs, nowMs, random } = ended;
	const span = { startedMs, nowMs };
	switch (answer.kind) {
		case 'throttled':
			return { ...span, kind: 'failed', random, retryAfterMs: answer.retryAfterMs };
		case 'failed': {
			const { retryAfterMs } = answer;
			return {
				...span,
				kind: 'failed',
				random,
				retryAfterMs,
				isTolerant,
				isSplit: events.length > 1 && isSplit(state, ended),
			};
		}
		case 'refused':
			return { ...span, kind: 'refused', isKey: answer.isKey, isTolerant: isTolerant && !answer.isKey };
		case 'unsent':
		case 'accepted':
		case 'answered':
			return { ...span, kind: 'answered' };
	}
}

/** A suspect that is refused once more, while others pass, says nothing new about OpenAI. */
function isRepeat({ suspects, pace }: WorkerState, { events, answer }: Ended): boolean {
	const isCalm = pace.failures === 0 && pace.refusals === 0 && pace.probeMs === 0;
	return isCalm && isBad(answer) && events.length === 1 && isSuspect(suspects, events[0]?.key ?? '');
}

function nextSize({ size }: WorkerState, isSplit: boolean, { events, answer, startedMs, nowMs }: Ended): BatchSize {
	if (answer.kind === 'accepted')
		return afterSuccess(size, events.length, answer.isOneRequest ? nowMs - startedMs : undefined);
	const isTimeout = answer.kind === 'failed' && answer.isTimeout;
	const isFresh = events.length > 1 && events[0]?.batchLimit === 1000;
	return isFresh && (isTimeout || isSplit) ? afterTrouble(size, events.length) : size;
}

function nextSuspects(state: WorkerState, ended: Ended): Suspects {
	const { answer, events, nowMs } = ended;
	const [first] = events;
	if (first === undefined || answer.kind === 'unsent' || answer.kind === 'throttled') return state.suspects;
	if (!isBad(answer)) return toNextSuspects(state.suspects, { kind: 'passed', nowMs });
	const isKnown = events.length === 1 && isSuspect(state.suspects, first.key);
	const counted = isKnown ? state.suspects : toNextSuspects(state.suspects, { kind: 'failed' });
	if (isAlone(state, ended))
		return toNextSuspects(counted, { kind: 'refused_alone', key: first.key, isRefusal: isRefusal(answer) });
	return isSplit(state, ended) ? toNextSuspects(counted, { kind: 'split' }) : counted;
}

/** OpenAI refuses everything, as far as is known: whatever it says about an event says nothing. */
export function isRefusingAll({ pace }: WorkerState): boolean {
	return pace.refusals > 0;
}

function isBad(answer: Answer): boolean {
	return answer.kind === 'failed' || answer.kind === 'throttled' || answer.kind === 'refused';
}
