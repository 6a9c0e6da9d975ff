/** The name by which a request calls the gateway: a page of another site can make its own name lead here (DNS rebinding). */

import { isLoopback } from 'openai-ads-destination/internal';

/** What the listener may be called by. */
export interface OwnNames {
	/** The port that is listened on. */
	readonly port: number;
	/** Besides loopback: `name` at that port, or `name:port`. */
	readonly hosts: readonly string[];
}

/** Of a name in the DNS, and a port. */
const MAX_LENGTH = 260;

/**
 *   isAllowedHost('127.0.0.1:8789', { port: 8789, hosts: [] })            // true
 *   isAllowedHost('admin.shop.example', { ..., hosts: ['admin.shop.example:443'] }) // true, as a proxy with TLS hands it on
 *   isAllowedHost('evil.example:8789', { port: 8789, hosts: [] })         // false
 */
export function isAllowedHost(host: string, { port, hosts }: OwnNames): boolean {
	if (host.length > MAX_LENGTH) return false;
	const called = split(host);
	if (isLoopback(called.name)) return called.port === String(port);
	return hosts.some((allowed) => {
		const wanted = split(allowed.toLowerCase());
		return wanted.name === called.name && isPort(called.port, wanted.port ?? String(port));
	});
}

/** Whether a name or an address, with a port or without, can only be this machine's. */
export function isLoopbackHost(host: string): boolean {
	return host.length <= MAX_LENGTH && (isLoopback(host) || isLoopback(split(host).name));
}

function split(host: string): { name: string; port: string | undefined } {
	const [, name = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(host.toLowerCase()) ?? [];
	return { name, port };
}

/** Browsers leave out the port that a scheme has anyway. */
function isPort(port: string | undefined, wanted: string): boolean {
	return port === wanted || (port === undefined && (wanted === '80' || wanted === '443'));
}
