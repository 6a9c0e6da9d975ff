/** Replaces `primitives/sha256.ts` in the file for Segment, where Node's crypto module is a global and nothing can be imported. */

declare const crypto: {
	createHash(name: string): { update(text: string, encoding: string): { digest(form: string): string } };
};

/** Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes. */
export function sha256(text: string): string {
	return crypto.createHash('sha256').update(text, 'utf8').digest('hex');
}
