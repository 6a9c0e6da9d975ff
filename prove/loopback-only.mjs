/** Loaded before a proof, and before every gateway that it starts: no connection leaves this machine. */

import { isIP, Socket } from 'node:net';

const { connect } = Socket.prototype;

Socket.prototype.connect = function (...args) {
	const host = hostOf(args);
	if (host !== undefined && !isLoopback(host)) throw new Error(`A proof may not connect to ${host}.`);
	return connect.apply(this, args);
};

/** Of `(port, host)`, `(options)`, or the one list in which Node itself passes them. `undefined` for a pipe. */
function hostOf(args) {
	const [first, second] = Array.isArray(args[0]) ? args[0] : args;
	if (typeof first === 'object' && first !== null)
		return first.path === undefined ? (first.host ?? 'localhost') : undefined;
	return typeof second === 'string' ? second : 'localhost';
}

function isLoopback(host) {
	return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
