/** How the story of an event ends at the door. */

/**
 * An event that was not kept: skipped on purpose, or refused. One that is kept, known, or remembered has no ending yet.
 */
export type Ending =
	| { readonly outcome: 'skipped'; readonly reason: string }
	| { readonly outcome: 'refused'; readonly reason: string; readonly detail: string };
