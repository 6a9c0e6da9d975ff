/** Replaces `contract/digest.ts` in the file for Segment, where size matters more than speed. */

export { DIGEST_LENGTH } from '../../../contract/digest.js';

const SHA256 = /^[0-9a-f]{64}$/;

export const isSha256 = (text: string): boolean => SHA256.test(text);
