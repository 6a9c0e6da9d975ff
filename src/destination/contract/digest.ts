/** The form of a match key on the wire: a SHA-256 digest. */

/** Characters of a digest. */
export const DIGEST_LENGTH = 64;
const SHA256 = /^[0-9a-f]{64}$/;

/** True for 64 lower-case hexadecimal characters. */
export function isSha256(text: string): boolean {
	return SHA256.test(text);
}
