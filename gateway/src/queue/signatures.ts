/** What the gateway needs to remember of signed requests: which body each signature came with. */

import { DAY_MS } from 'openai-ads-destination/internal';

/** OpenAI takes no older events, so a signature need not count for longer. */
export const SIGNATURE_LIFETIME_MS = 7 * DAY_MS;
/** Signatures that are remembered, about 100 bytes each; the oldest go first. Our choice. */
export const MAX_SIGNATURES = 1_000_000;

export interface Signatures {
	/** The digest of the body that the signature came with; `undefined` for one that is not remembered. */
	find(signature: Buffer): Promise<Buffer | undefined>;
	/** Keeps the first body of a signature. Resolves once that is on disk, rejects if the disk refuses. */
	remember(signature: Buffer, bodyDigest: Buffer): Promise<void>;
	/**
	 * The time since which no signature has been forgotten, in Unix milliseconds: {@link SIGNATURE_LIFETIME_MS} ago, or later
	 * if there were more than {@link MAX_SIGNATURES}.
	 */
	completeSinceMs(): Promise<number>;
}
