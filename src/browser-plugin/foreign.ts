/** The type of what belongs to others. */

/**
 * Something of the page's, an SDK's or a caller's, whose shape is only hoped for. Reading it may throw, so whoever does is
 * called through `quietly`; naming every level of it would cost bytes in every page.
 */
// biome-ignore lint/suspicious/noExplicitAny: a checked read of each level does not fit into the byte budget
export type Foreign = any;
