/** How large the body of a request may be. A route can lower it before the body is read, when it has seen the key. */

import type { FastifyRequest } from 'fastify';
import { tooLarge } from './http-error.js';

/** Largest body, inflated. (product decision) */
export const MAX_BODY_BYTES = 20 * 1024 * 1024;

export interface BodyLimit {
	readonly bytes: number;
	/** Ends the sentence `expected at most 512 kB, inflated`, if there is a reason: ` without a write key`. */
	readonly reason?: string;
}

const limits = new WeakMap<FastifyRequest, BodyLimit>();

/** Sets the limit. @throws HttpError 413 if the request announces more */
export function limitBody(request: FastifyRequest, limit: BodyLimit): void {
	limits.set(request, limit);
	if (Number(request.headers['content-length'] ?? 0) > limit.bytes) throw tooLarge(limit.bytes, limit.reason);
}

export function findBodyLimit(request: FastifyRequest): BodyLimit {
	return limits.get(request) ?? { bytes: MAX_BODY_BYTES };
}
