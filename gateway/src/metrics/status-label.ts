/** Statuses of OpenAI's answers as values of a label: those that mean something by themselves, the others by class. */

const KNOWN = new Set([200, 204, 400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504]);

/**
 *   toStatusLabel(429)       // '429'
 *   toStatusLabel(418)       // '4xx'
 *   toStatusLabel(undefined) // 'none', no answer came
 */
export function toStatusLabel(httpStatus: number | undefined): string {
	if (httpStatus === undefined) return 'none';
	if (KNOWN.has(httpStatus)) return String(httpStatus);
	return httpStatus >= 100 && httpStatus < 600 ? `${Math.floor(httpStatus / 100)}xx` : 'other';
}
