/** The proxy that companies put between their servers and the internet, from the variables that all tools read. */

import { StartError } from '../start-error.js';
import type { Environment } from './environment.js';

/** Where requests to other machines go through. */
export interface HttpsProxy {
	/** The variable that named it. */
	readonly name: string;
	/** With its user and password, if it has any: to be shown to nobody. */
	readonly url: string;
	/** Without them: `http://proxy.example:3128`. */
	readonly origin: string;
	/** What `NO_PROXY` says: hosts that are reached without it, separated by commas. */
	readonly except: string;
}

/**
 * Reads `HTTPS_PROXY` and `NO_PROXY`; in lower case they go first, as in curl. An address without a scheme is http.
 *
 * @returns `undefined` if there is none, or if `NO_PROXY` is `*`
 * @throws StartError naming the variable, not its value, which may hold a password
 */
export function readProxy(environment: Environment): HttpsProxy | undefined {
	const [name, value] = findVariable(environment, 'HTTPS_PROXY');
	const [, except] = findVariable(environment, 'NO_PROXY');
	if (value === '' || except.split(/[\s,]+/).includes('*')) return undefined;
	const url = parseUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
	if (url === undefined) {
		throw new StartError(
			`${name}: expected the URL of a proxy such as http://proxy.example:3128, with http or https and with a user and a password or neither, got something else.`,
		);
	}
	return { name, url: url.href, origin: url.origin, except };
}

function findVariable(environment: Environment, name: string): readonly [name: string, value: string] {
	const names = [name.toLowerCase(), name];
	const found = names.find((one) => environment[one]?.trim()) ?? name;
	return [found, environment[found]?.trim() ?? ''];
}

/** A URL that a proxy can have; `undefined` for any other, also if its password can't be decoded or is missing. */
function parseUrl(text: string): URL | undefined {
	if (text.length > 2000 || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	if (!/^https?:$/.test(url.protocol) || (url.username === '') !== (url.password === '')) return undefined;
	if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined;
	try {
		decodeURIComponent(url.username + url.password);
		return url;
	} catch {
		return undefined;
	}
}
