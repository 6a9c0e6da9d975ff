/** What a check found: in words, with what to do, and nothing of a key or a person. */

/** The checks, in the order in which they are printed. */
export const CHECK_IDS = [
	'variables',
	'settings',
	'clock',
	'key',
	'canary',
	'queue',
	'skipped',
	'left-out',
	'ids',
	'attribution',
	'first',
	'bots',
	'account',
	'read-back',
	'names',
	'reported',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/**
 * - `ok`      as it should be.
 * - `warn`    somebody should look at it; nothing is broken for certain.
 * - `fail`    events are lost, refused or not counted until somebody changes something.
 * - `skip`    it was not judged; the message says why.
 * - `not_yet` it can't be judged before the time that `judgedFrom` names: neither good nor bad.
 */
export type Status = 'ok' | 'warn' | 'fail' | 'skip' | 'not_yet';

export interface Finding {
	readonly id: CheckId;
	/** Which row of the table of words it is; it stays the same when the words get better. */
	readonly code: string;
	/** The name of the pixel, if the check looks at each by itself. */
	readonly pixel?: string | undefined;
	readonly status: Status;
	/** One or two sentences. */
	readonly message: string;
	/** What it concerns: event types, names, sources. At most 20. */
	readonly affected: readonly string[];
	/** Sentences and commands, each to be done as it stands. */
	readonly remediation: readonly string[];
	/** Pages that say more. */
	readonly links: readonly string[];
	/** The numbers behind it. */
	readonly evidence?: Readonly<Record<string, string | number>> | undefined;
	/** ISO time from when on it can be judged; with `not_yet` alone. */
	readonly judgedFrom?: string | undefined;
}
