/** Who may call the operator's routes. Each rule here answers one way in that a web page or a stranger could try. Pure but for its count of tries. */

import { HttpError } from '../http/http-error.js';
import { isAllowedHost, isLoopbackHost, type OwnNames } from './called-host.js';
import { SET_UP_CHECK_PATH } from './set-up-routes.js';
import type { Caller, SignIn } from './sign-in.js';
import { SIGN_IN_PATH, SIGN_OUT_PATH } from './sign-in-routes.js';

export interface GateRules extends OwnNames {
	/** Whether anything may be changed. */
	readonly allowsActions: boolean;
}

/** What the gate looks at. */
export interface GateRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** Address of the connection. */
	readonly address: string;
}

/** The header that makes browsers ask before another page's request, and nobody answers them. */
export const ADMIN_HEADER = 'x-openai-ads-admin';

/**
 * Creates the gate. It lets a request pass, or throws what it is answered with:
 *
 * - 401, 429 `wrong_token`  the token is missing or wrong; after ten wrong ones from one address, for a minute, any.
 *   The cookie of a browser that signed in is as good; the page and its files need neither, so that one can sign in
 * - 421 `wrong_host`        called by a name that is not ours: DNS rebinding. A right token is enough for any name
 * - 403 `foreign_page`      another site's page made the browser send it
 * - 405, 415 `bad_request`  another method than GET, HEAD and POST; a POST that is no JSON
 * - 403 `not_by_admin`      a POST without the header that pages of others can't send
 * - 403 `actions_off`       a POST where nothing may be changed
 */
export function createAdminGate(rules: GateRules, signIn: SignIn): (request: GateRequest) => void {
	return (request) => {
		const isKnown = signIn.isKnown(toCaller(request));
		const host = readHeader(request, 'host') ?? '';
		if (!isKnown && !isAllowedHost(host, rules)) throw WRONG_HOST;
		if (!isFollowedLink(request)) refusePages(request, host);
		if (request.method !== 'GET' && request.method !== 'HEAD') refuseForms(request, rules.allowsActions);
		if (signIn.isNeeded && !isKnown && !isOpenToAll(request) && !isOwnMachinesMetrics(request, host)) throw NO_TOKEN;
	};
}

export function toCaller(request: Pick<GateRequest, 'headers' | 'address'>): Caller {
	return {
		authorization: readHeader(request, 'authorization'),
		cookie: readHeader(request, 'cookie'),
		address: request.address,
	};
}

/** What a browser needs to sign in: the form, which `GET /` then is, its script and style, and the call that it makes. None holds anything of an event. */
function isOpenToAll({ method, path }: GateRequest): boolean {
	if (method === 'POST') return path === SIGN_IN_PATH;
	return path === '/' || path.startsWith('/assets/');
}

/** A link to the page itself, in a chat or a mail: it holds nothing, and can't be framed. */
function isFollowedLink({ method, path, headers }: GateRequest): boolean {
	return (
		method === 'GET' &&
		path === '/' &&
		headers['sec-fetch-mode'] === 'navigate' &&
		headers['sec-fetch-dest'] === 'document'
	);
}

/** Not only what changes something: another site's page must not read either, nor hold a connection open. */
function refusePages(request: GateRequest, host: string): void {
	const site = readHeader(request, 'sec-fetch-site');
	const origin = readHeader(request, 'origin');
	const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
	const isForeignOrigin = origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
	if (isForeignSite || isForeignOrigin) throw FOREIGN_PAGE;
}

/** May be posted where nothing may be changed. */
const CHANGES_NOTHING: readonly string[] = [SIGN_IN_PATH, SIGN_OUT_PATH, SET_UP_CHECK_PATH];

/** What a form of another site can send without the browser asking first. */
function refuseForms(request: GateRequest, isAllowed: boolean): void {
	if (request.method !== 'POST') throw OTHER_METHOD;
	const contentType = readHeader(request, 'content-type') ?? '';
	if (!/^application\/json(?:$|[\s;])/i.test(contentType.slice(0, 200))) throw NO_JSON;
	if (readHeader(request, ADMIN_HEADER) !== '1') throw NOT_BY_ADMIN;
	if (!isAllowed && !CHANGES_NOTHING.includes(request.path)) throw ACTIONS_OFF;
}

/** A request that a proxy on this machine handed on comes from somewhere else. */
function isOwnMachinesMetrics(request: GateRequest, host: string): boolean {
	const isHandedOn = ['forwarded', 'x-forwarded-for', 'via'].some((name) => request.headers[name] !== undefined);
	return request.path === '/metrics' && isLoopbackHost(request.address) && isLoopbackHost(host) && !isHandedOn;
}

/** A header that came twice is one that nobody of ours sends. */
function readHeader({ headers }: Pick<GateRequest, 'headers'>, name: string): string | undefined {
	const value = headers[name];
	return value === undefined || typeof value === 'string' ? value : value.join(', ');
}

const WRONG_HOST = new HttpError(
	421,
	'wrong_host',
	'Host: expected a name of loopback with the admin port. Add yours to gateway.adminHosts, or send the token.',
);
const FOREIGN_PAGE = new HttpError(403, 'foreign_page', "Pages of other sites can't call the admin listener.");
const OTHER_METHOD = new HttpError(405, 'bad_request', 'Expected GET or POST.');
const NO_JSON = new HttpError(415, 'bad_request', 'content-type: expected application/json.');
const NOT_BY_ADMIN = new HttpError(403, 'not_by_admin', `${ADMIN_HEADER}: expected 1.`);
const ACTIONS_OFF = new HttpError(
	403,
	'actions_off',
	'Nothing can be changed here, since other machines can reach it. Set gateway.adminActions to allow it.',
);
const NO_TOKEN = new HttpError(401, 'wrong_token', 'authorization: expected Bearer and OPENAI_ADS_ADMIN_TOKEN.');
