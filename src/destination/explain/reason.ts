/** One row of the table of reasons: when it holds, and all its words. */

import type { KeyKind } from './match-key-names.js';
import type { ReasonCase } from './reason-case.js';

/** Words for the `{gaps}` of a sentence; `true` for one without gaps. */
export type Found = Readonly<Record<string, string>> | true;

export interface Reason {
	/** Rows with the same code are one reason with several causes: the first that is found counts. */
	readonly code: string;
	/** The kind of match key that the cure would win. */
	readonly wins?: KeyKind;
	/** It explains what else is missing, and is told before that. */
	readonly isRoot?: true;
	/** For people, with `{gaps}`. */
	readonly sentence: string;
	/** At most 18 characters, for one line of `tail`. */
	readonly short: string;
	readonly cure?: string;
	/** Whether it holds for an event. */
	find(one: ReasonCase): Found | undefined;
}

/** For sentences without gaps. */
export const ifTrue = (holds: boolean): Found | undefined => (holds ? true : undefined);
