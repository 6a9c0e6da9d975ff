/** A claim that takes too long for `npm test`. */

export interface Proof {
	/** What holds if it ends without an error, in one line. */
	readonly shows: string;
	/** It is ended, and has failed, after so many minutes. */
	readonly limitMinutes: number;
	/** @returns what it found, for the docs. @throws if the claim does not hold */
	run(): Promise<Figures>;
}

/** What was measured, in words with its unit. */
export type Figures = Readonly<Record<string, string | number>>;

/** `12345` as `12,345`. */
export function inWords(figure: string | number): string {
	return typeof figure === 'number' ? figure.toLocaleString('en-US', { maximumFractionDigits: 2 }) : figure;
}
