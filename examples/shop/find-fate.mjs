/** What became of an event, from the gateway's admin listener. The browser never talks to that listener, and sees no token. */

const MAX_WAIT_MS = 2000;
const MAX_REASONS = 3;

/**
 * @param admin  address of the admin listener, `http://127.0.0.1:8789`
 * @param id     message id of the event
 * @returns `{ outcome: 'unknown' }` while nothing is known of it; `{ outcome: 'away', detail }` if nobody answers; else how it
 *   ended, as `/api/events/:key` says it: `{ outcome, reason, detail, type, verdict, reasons: [{ message, cure }], received }`, where
 *   `received` is what a sandbox got of it
 */
export async function findFate(admin, id) {
	try {
		const answer = await fetch(`${admin}/api/events/${encodeURIComponent(id)}`, {
			signal: AbortSignal.timeout(MAX_WAIT_MS),
		});
		if (answer.status === 404) return { outcome: 'unknown' };
		if (!answer.ok) return { outcome: 'away', detail: `${admin} answers ${answer.status}.` };
		return toFate(await answer.json());
	} catch {
		return { outcome: 'away', detail: `No inspector answers at ${admin}.` };
	}
}

function toFate({ outcome, reason, detail, note, type, verdict, explanation, requests = [] }) {
	return {
		outcome,
		reason,
		detail: detail ?? note,
		type,
		verdict,
		reasons: (explanation?.attribution?.reasons ?? []).slice(0, MAX_REASONS),
		// What a sandbox received, masked; a live gateway keeps no copy of what it sent.
		received: requests.at(-1)?.body,
	};
}
