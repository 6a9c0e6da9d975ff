/** Events that ask to erase a person. */

/** Segment's `delete`. */
export function isErasure(event: unknown): boolean {
	return (event as { type?: unknown } | null | undefined)?.type === 'delete';
}
