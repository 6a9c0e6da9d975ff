/** How many events that were refused at the door are kept. */

export interface LetterBounds {
	readonly maxLetters: number;
	readonly maxBytes: number;
}

/** Enough for the orders of a day in a shop that has forgotten a setting. Our choice. */
export const LETTER_BOUNDS: LetterBounds = { maxLetters: 10_000, maxBytes: 32 * 1024 * 1024 };
