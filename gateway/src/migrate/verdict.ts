/** What becomes of one thing that the other sender does, and why. */

/**
 * - `kept`    it is in our settings.
 * - `changed` it is in our settings in another form, or with another value.
 * - `same`    it needs no setting: ours does the same.
 * - `not`     it is not carried over.
 */
export type Fate = 'kept' | 'changed' | 'same' | 'not';

export interface Verdict {
	/** Their key, such as `eventMapping[2].to`, or what they do without a key. */
	readonly what: string;
	readonly fate: Fate;
	/** One sentence. It holds no secret. */
	readonly why: string;
}

/** Settings of ours, and what is told about them. */
export interface Translation {
	readonly settings: Readonly<Record<string, unknown>>;
	readonly verdicts: readonly Verdict[];
}
