/**
 * Which events are refused wherever they go, and whether the others passed meanwhile. Pure; the state is plain JSON.
 * What was refused three times alone, while others passed, is the event's own fault. In an outage nobody passes, in a
 * brown-out too few: then nothing is held against an event. Where others fail now and then, three times may be chance: then it
 * takes as many more as leave none.
 */

/** (product decision) */
export const MAX_REFUSALS = 3;
/** Share of the others that must have passed between two refusals. (product decision) */
const SHARE_PASSED = 0.8;
/** How many others there must have been, when the answer speaks of OpenAI's health rather than of the event. (product decision) */
const MIN_OTHERS = 10;
/** That an event without fault is refused as often by chance alone must be less likely than this. Our choice. */
const MAX_CHANCE = 1e-5;
/** Weight of one request in `share`: about the last 40 count. Our choice. */
const WEIGHT = 0.05;
/** Events that are watched at once; more only wait for their next try. Our choice. */
export const MAX_WATCHED = 1000;
/** How long after the last one was found it is likely that there are more. Our choice. */
const APART_MS = 10 * 60_000;
/** First and longest wait before an event is tried alone again. "Within minutes" is the product's word. */
const FIRST_DELAY_MS = 30_000;
const MAX_DELAY_MS = 5 * 60_000;

/** An event that was refused alone. */
export interface Suspect {
	/** Those that count. */
	readonly refusals: number;
	/** All of them. */
	readonly tries: number;
	/** The counts of `Suspects` at the last one. */
	readonly passed: number;
	readonly failed: number;
	/** Refusals that leave no chance, by how the others fared before the last one. @default 3, as for what older versions remembered */
	readonly needed?: number;
}

export interface Suspects {
	/** Requests without a suspect, ever. */
	readonly passed: number;
	readonly failed: number;
	/** Of the last ones, the share that passed. */
	readonly share: number;
	/** A batch went into parts, and nothing has passed since. */
	readonly isSplit: boolean;
	/** When something last passed after that: single events were at fault. Undefined before. */
	readonly apartMs?: number;
	/** By the queue's key. */
	readonly watched: Readonly<Record<string, Suspect>>;
}

export const NO_SUSPECTS: Suspects = { passed: 0, failed: 0, share: 1, isSplit: false, watched: {} };

export type SuspectEvent =
	/** A request without suspects was answered. */
	| { readonly kind: 'passed'; readonly nowMs: number }
	| { readonly kind: 'failed' }
	/** A batch went into parts. */
	| { readonly kind: 'split' }
	/** `isRefusal`: refused, as by a firewall; else 5xx, a timeout or a broken connection. */
	| { readonly kind: 'refused_alone'; readonly key: string; readonly isRefusal: boolean }
	/** It left the queue. */
	| { readonly kind: 'left'; readonly keys: readonly string[] };

export function toNextSuspects(suspects: Suspects, event: SuspectEvent): Suspects {
	switch (event.kind) {
		case 'passed':
			return afterPass(suspects, event.nowMs);
		case 'failed':
			return { ...suspects, failed: suspects.failed + 1, share: suspects.share * (1 - WEIGHT) };
		case 'split':
			return { ...suspects, isSplit: true };
		case 'refused_alone':
			return afterRefusal(suspects, event);
		case 'left':
			return withoutKeys(suspects, event.keys);
	}
}

export function isSuspect({ watched }: Suspects, key: string): boolean {
	return watched[key] !== undefined;
}

/** Refused often enough while others passed: it will never be taken. */
export function isGuilty({ watched }: Suspects, key: string): boolean {
	const { refusals = 0, needed = MAX_REFUSALS } = watched[key] ?? {};
	return refusals >= needed;
}

/** Refused again while others passed: worth a line in the log. */
export function isNoticed({ watched }: Suspects, key: string): boolean {
	return (watched[key]?.refusals ?? 0) === MAX_REFUSALS - 1;
}

/** How long a suspect waits before it is tried alone again; longer and longer, unless nobody passes and it is as good a probe as any. */
export function toSuspectDelayMs({ watched }: Suspects, key: string, isNobodyPassing: boolean): number {
	const tries = isNobodyPassing ? 1 : (watched[key]?.tries ?? MAX_WATCHED);
	return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(16, tries - 1));
}

/** Single events are at fault, not OpenAI: some were found a while ago, and the others pass. */
export function isApart({ apartMs, share }: Suspects, nowMs: number): boolean {
	return apartMs !== undefined && nowMs - apartMs < APART_MS && share >= SHARE_PASSED;
}

function afterPass(suspects: Suspects, nowMs: number): Suspects {
	const { passed, share, isSplit } = suspects;
	const counted = { ...suspects, passed: passed + 1, share: share * (1 - WEIGHT) + WEIGHT };
	return isSplit ? { ...counted, isSplit: false, apartMs: nowMs } : counted;
}

function afterRefusal(suspects: Suspects, event: SuspectEvent & { kind: 'refused_alone' }): Suspects {
	const { key, isRefusal } = event;
	const { watched, passed, failed } = suspects;
	const known = watched[key];
	if (known === undefined && Object.keys(watched).length >= MAX_WATCHED) return suspects;
	const counts = known !== undefined && didOthersPass(suspects, known, isRefusal ? 1 : MIN_OTHERS);
	const now = { tries: (known?.tries ?? 0) + 1, passed, failed };
	const suspect = counts
		? { ...now, refusals: known.refusals + 1, needed: refusalsNeeded(suspects, known) }
		: { ...now, refusals: 1 };
	return { ...suspects, watched: { ...watched, [key]: suspect } };
}

/** Between an event's last refusal and now. */
function didOthersPass({ passed, failed, share }: Suspects, since: Suspect, minOthers: number): boolean {
	const passedSince = passed - since.passed;
	const others = passedSince + failed - since.failed;
	return others >= minOthers && passedSince >= others * SHARE_PASSED && share >= SHARE_PASSED;
}

/** By the share of the others that failed between its last refusal and now. */
function refusalsNeeded({ passed, failed }: Suspects, since: Suspect): number {
	const failedSince = failed - since.failed;
	if (failedSince === 0) return MAX_REFUSALS;
	const chance = failedSince / (failedSince + passed - since.passed);
	return Math.max(MAX_REFUSALS, Math.ceil(Math.log(MAX_CHANCE) / Math.log(chance)));
}

function withoutKeys(suspects: Suspects, keys: readonly string[]): Suspects {
	const leaving: string[] = [];
	for (const key of keys) if (isSuspect(suspects, key)) leaving.push(key);
	if (leaving.length === 0) return suspects;
	const watched = { ...suspects.watched };
	for (const key of leaving) delete watched[key];
	return { ...suspects, watched };
}
