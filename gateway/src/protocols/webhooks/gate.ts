/** Decides who may post to a webhook: in two steps, so that most strangers are refused before their body is read. */

import type { IncomingHttpHeaders } from 'node:http';
import type { BodyLimit } from '../../http/body-limit.js';

/** A request's body, with the text that may have been signed. */
export interface WebhookBody {
	readonly text: string;
	readonly json: unknown;
}

/** A request that was let in. */
export interface Entry {
	/** Whether the same body was taken before. */
	readonly isKnown: boolean;
	/** To be called once its events are on disk, before it is answered. */
	onKept(): Promise<void>;
}

/** Lets a request in or throws an HttpError. */
export interface Gate {
	/** How much of a body is read before it is known who sent it; the usual limit unless given. */
	readonly bodyLimit?: BodyLimit;
	/** Called before the body is read. */
	checkHeaders(headers: IncomingHttpHeaders): void;
	/** Called after it is read, if the headers alone don't decide. */
	checkBody?(headers: IncomingHttpHeaders, body: WebhookBody): Promise<Entry>;
}
