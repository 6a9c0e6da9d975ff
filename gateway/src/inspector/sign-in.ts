/** Who may read: whoever sends the token, or signed in with it in a browser. */

import { createSessions, type Sessions } from './sessions.js';
import { createTokenCheck } from './token-check.js';

export interface SignIn {
	/** Whether there is a token at all. */
	readonly isNeeded: boolean;
	readonly sessions: Sessions;
	/**
	 * True for the token or the cookie of a session, false without either.
	 *
	 * @throws HttpError 401, 429 `wrong_token` for a wrong token
	 */
	isKnown(caller: Caller): boolean;
	/**
	 * Opens a session.
	 *
	 * @returns the cookie's value
	 * @throws HttpError 401, 429 `wrong_token` for a wrong one: tries count together with those of `authorization`
	 */
	open(token: string, address: string): string;
}

export interface Caller {
	readonly authorization: string | undefined;
	readonly cookie: string | undefined;
	/** Of the connection. */
	readonly address: string;
}

export interface SignInRules {
	readonly token: string | undefined;
	/** The port that is listened on. */
	readonly port: number;
}

/** @param nowMs of a clock that does not jump */
export function createSignIn({ token, port }: SignInRules, nowMs: () => number): SignIn {
	const check = createTokenCheck(token, nowMs);
	const sessions = createSessions(port, nowMs);
	return {
		isNeeded: token !== undefined,
		sessions,
		// The cookie first: it still opens while somebody at the same address guesses.
		isKnown: ({ authorization, cookie, address }) =>
			token !== undefined && (sessions.has(cookie) || check(authorization, address)),
		open: (given, address) => {
			check(`Bearer ${given}`, address);
			return sessions.open();
		},
	};
}
