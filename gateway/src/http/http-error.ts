/** The answer to a request that is refused as a whole. */

/** What is wrong, for scripts. */
export type ErrorCode =
	| 'bad_request'
	| 'invalid_json'
	| 'unknown_write_key'
	| 'wrong_signature'
	| 'wrong_secret'
	| 'segment_batches_off'
	| 'origin_not_allowed'
	| 'wrong_host'
	| 'foreign_page'
	| 'wrong_token'
	| 'not_by_admin'
	| 'actions_off'
	| 'unknown_pixel'
	| 'conflict'
	| 'not_found'
	| 'body_too_large'
	| 'unsupported_encoding'
	| 'overloaded'
	| 'queue_full'
	| 'rate_limited'
	| 'storage_failed'
	| 'storage_damaged'
	| 'storage_recovered'
	| 'shutting_down'
	| 'upstream_failed'
	| 'upstream_timeout'
	| 'internal_error';

export class HttpError extends Error {
	override readonly name = 'HttpError';
	readonly statusCode: number;
	readonly code: ErrorCode;
	/** Sent as `Retry-After`, in seconds. */
	readonly retryAfter: number | undefined;

	constructor(statusCode: number, code: ErrorCode, message: string, retryAfter?: number) {
		super(message);
		this.statusCode = statusCode;
		this.code = code;
		this.retryAfter = retryAfter;
	}
}

/** The body of every refusal. */
export function toErrorBody(code: ErrorCode, message: string) {
	return { success: false, error: { code, message } };
}

/** For a body that is not what the route expects. */
export function badRequest(message: string): HttpError {
	return new HttpError(400, 'bad_request', message);
}

/**
 * For a query or a body with a name that its route does not know: a misspelt one must not be taken for none.
 *
 * @throws HttpError that lists the known ones: `Expected period, source and pixel, and nothing else.`
 */
export function refuseUnknown(fields: object, known: readonly string[]): void {
	if (Object.keys(fields).every((name) => known.includes(name))) return;
	if (known.length === 0) throw badRequest('Expected an empty object.');
	const others = known.slice(0, -1).join(', ');
	throw badRequest(`Expected ${others === '' ? '' : `${others} and `}${known.at(-1)}, and nothing else.`);
}

/** For a body of more bytes than a route takes, before or after inflating. */
export function tooLarge(maxBytes: number, reason = ''): HttpError {
	const kilobytes = maxBytes / 1024;
	const size = kilobytes < 1024 ? `${kilobytes} kB` : `${kilobytes / 1024} MB`;
	const message = `body: expected at most ${size}, inflated${reason}. Send smaller batches.`;
	return new HttpError(413, 'body_too_large', message);
}

/** The headers of a refusal, apart from those of its body. */
export function toErrorHeaders({ retryAfter }: HttpError): Readonly<Record<string, string>> {
	return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}
