/** `POST /api/sign-in` and `/api/sign-out`: the token becomes a cookie, so that a browser can show the page where a token is needed. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest, HttpError, refuseUnknown } from '../http/http-error.js';
import { readBody } from './read-letter-query.js';
import type { SignIn } from './sign-in.js';

/** A token with what JSON adds. Our choice. */
const MAX_BODY_BYTES = 1024;

export const SIGN_IN_PATH = '/api/sign-in';
export const SIGN_OUT_PATH = '/api/sign-out';

export function addSignInRoutes(app: FastifyInstance, signIn: SignIn): void {
	const { sessions } = signIn;
	app.post(SIGN_IN_PATH, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
		if (!signIn.isNeeded) throw new HttpError(404, 'not_found', 'No token is set, so nobody has to sign in.');
		const { token, ...unknown } = readBody(request.body);
		refuseUnknown(unknown, ['token']);
		if (typeof token !== 'string') throw badRequest('token: expected a text.');
		const cookie = signIn.open(token, request.socket.remoteAddress ?? '');
		reply.header('set-cookie', sessions.toHeader(cookie, isHttps(request)));
		return { signedIn: true };
	});
	app.post(SIGN_OUT_PATH, async (request, reply) => {
		sessions.close(request.headers.cookie);
		reply.header('set-cookie', sessions.toHeader(undefined, isHttps(request)));
		return { signedIn: false };
	});
}

/** As the browser sees it: TLS ends at a proxy, and the gate has compared the origin with the name that was called. */
function isHttps({ headers }: FastifyRequest): boolean {
	return headers.origin?.startsWith('https://') === true;
}
