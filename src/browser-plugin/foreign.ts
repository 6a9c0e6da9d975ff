/** The type of values that belong to others. */

/**
 * A value of the page, an SDK or a caller, whose shape is not certain. Reading it may throw, so code that does is called
 * through `quietly`. Checking every level of it would cost bytes in every page.
 */
// biome-ignore lint/suspicious/noExplicitAny: checking each level does not fit into the byte budget
export type Foreign = any;
