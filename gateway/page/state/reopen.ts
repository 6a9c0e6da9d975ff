/** Opens the page anew where it stands: after signing in or out, and when a session has ended. */

const AGAIN = '?again';

/** Whether this page did so: the form then never sends the browser round in circles. */
export const wasReopened = location.search === AGAIN;
if (wasReopened) history.replaceState(null, '', `/${location.hash}`);

/** By an address of its own: the same one would only move within the page, and a reload may come without the cookie. */
export function reopen(): void {
	location.replace(`/${AGAIN}${location.hash}`);
}
