/** How large the body of a request may be. A route can lower it before the body is read, when it has seen the key. */

import type { FastifyRequest } from 'fastify';
import { type HttpError, tooLarge } from './http-error.js';

/** Largest body, inflated. (product decision) */
export const MAX_BODY_BYTES = 20 * 1024 * 1024;

export interface BodyLimit {
	readonly bytes: number;
	/** Ends the sentence `expected at most 512 kB, inflated`, if there is a reason: ` without a write key`. */
	readonly reason?: string;
	/** Makes the refusal of a larger body; 413 unless given. */
	readonly refuse?: () => HttpError;
}

/** The refusal of a body beyond its limit. */
export function refuseLarger({ bytes, reason, refuse }: BodyLimit): HttpError {
	return refuse?.() ?? tooLarge(bytes, reason);
}

const limits = new WeakMap<FastifyRequest, BodyLimit>();

/** Sets the limit. @throws HttpError 413, or the limit's own, if the request announces more */
export function limitBody(request: FastifyRequest, limit: BodyLimit): void {
	limits.set(request, limit);
	if (Number(request.headers['content-length'] ?? 0) > limit.bytes) throw refuseLarger(limit);
}

export function findBodyLimit(request: FastifyRequest): BodyLimit {
	return limits.get(request) ?? { bytes: MAX_BODY_BYTES };
}
