/** Which hosts only this machine can reach. */

/**
 *   isLoopback('127.0.0.1') // true
 *   isLoopback('::1')       // true
 *   isLoopback('0.0.0.0')   // false, that is every address
 */
export function isLoopback(host: string): boolean {
	return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|::ffff:127(\.\d{1,3}){3})$/i.test(host);
}
