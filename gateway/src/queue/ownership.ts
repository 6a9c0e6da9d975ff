/** Who may take and settle the events of a pixel. */

/** The reason of an ownership that ends because another gateway is to have the pixel. */
export const YIELDED = 'yielded';

/** The right to take and settle a pixel's events. One holds it at a time. */
export interface Ownership {
	/** Grows with each owner. A settlement of an earlier one changes nothing. */
	readonly epoch: number;
	/**
	 * Aborted once another owns the pixel; with the reason {@link YIELDED} while it is still its own, so that what is under way can
	 * end and be settled before `own` is called again.
	 */
	readonly lost: AbortSignal;
}

/** What an owner is told while it owns the pixel. */
export interface OwnerListener {
	/** Others may have added events. */
	onArrived?(): void;
	/** The operator paused or resumed the pixel elsewhere. */
	onPaused?(isPaused: boolean): void;
}
