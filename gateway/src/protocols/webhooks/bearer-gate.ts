/** Lets in requests that carry the secret itself, as `Authorization: Bearer <secret>`. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../../http/http-error.js';
import type { Gate } from './gate.js';

/** Creates the gate. It throws HttpError 401 if the header is missing, has another scheme, or holds another secret. */
export function createBearerGate(secret: string): Gate {
	const expected = digest(secret);
	return {
		checkHeaders({ authorization }) {
			const given = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
			if (given === undefined) throw wrongSecret('expected `Bearer` and the secret of this webhook, got neither.');
			// Compares digests, which all have one length, so that the time it takes tells nothing about the secret.
			if (!timingSafeEqual(digest(given), expected))
				throw wrongSecret('wrong secret. Use the one the gateway was started with.');
		},
	};
}

function wrongSecret(problem: string): HttpError {
	return new HttpError(401, 'wrong_secret', `Authorization: ${problem}`);
}

function digest(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}
