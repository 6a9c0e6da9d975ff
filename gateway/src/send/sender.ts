/** A way that events can go: straight to OpenAI, to a running gateway, or nowhere. */

import type { SendBatch } from './send-lines.js';

export interface Sender {
	readonly send: SendBatch;
	/** Remembers what the events say of people, and sends nothing. */
	teach?(events: Parameters<SendBatch>[0]): Promise<void>;
	/** Ends at once: what has no answer yet is `failed: closed`. */
	stop(): void;
}
