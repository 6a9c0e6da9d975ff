/** One delivery has ended: what the worker learns from it, and what becomes of its events. Pure. */

import type { Delivered } from 'openai-ads-destination/pipeline';
import type { Settlement } from '../queue/queue.js';
import { isStandstill, type PaceChange, toPaceChange } from './pace.js';
import { toSettlement } from './settlement.js';
import { isGuilty, isNoticed, toNextSuspects, toSuspectDelayMs } from './suspects.js';
import {
	type Ended,
	isAlone,
	isRefusingAll,
	isSplit,
	isTrusted,
	toNextState,
	type WorkerState,
} from './worker-state.js';

export interface Decision {
	readonly state: WorkerState;
	readonly settlement: Settlement;
	readonly change: PaceChange;
	/** A single event was refused again while others passed. */
	readonly isSuspectNoticed: boolean;
}

/** @param queueMs the queue's time, from which events wait */
export function decide(before: WorkerState, ended: Ended, delivered: readonly Delivered[], queueMs: number): Decision {
	const key = isAlone(before, ended) ? ended.events[0]?.key : undefined;
	const after = toNextState(before, ended);
	const settlement = toSettlement(ended.events, delivered, {
		nowMs: queueMs,
		isSplit: isSplit(before, ended),
		suspectDelayMs: key === undefined ? undefined : toSuspectDelayMs(after.suspects, key, isStandstill(after.pace)),
		isGuilty: key !== undefined && isGuilty(after.suspects, key),
		isTrusted: isTrusted(before, ended.nowMs),
		isRefusingAll: isRefusingAll(before),
	});
	const keys = [...settlement.delivered, ...settlement.deadLetters.map((letter) => letter.key)];
	return {
		state: { ...after, suspects: toNextSuspects(after.suspects, { kind: 'left', keys }) },
		settlement,
		change: toPaceChange(before.pace, after.pace),
		isSuspectNoticed: key !== undefined && isNoticed(after.suspects, key),
	};
}
