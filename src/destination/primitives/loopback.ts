/** Recognises hosts that only this machine can reach. */

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|::ffff:127(?:\.\d{1,3}){3})$/i;

/**
 *   isLoopback('127.0.0.1') // true
 *   isLoopback('[::1]')     // true
 *   isLoopback('0.0.0.0')   // false, it means every address
 *
 * @param host a name or an address, an IPv6 address with or without brackets
 */
export function isLoopback(host: string): boolean {
	return LOOPBACK.test(host);
}
