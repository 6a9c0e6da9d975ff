/** Decides who may post to a webhook: in two steps, so that most strangers are refused before their body is read. */

import type { IncomingHttpHeaders } from 'node:http';

/** A request's body, with the text that may have been signed. */
export interface WebhookBody {
	readonly text: string;
	readonly json: unknown;
}

/** What is left to do once the events of a request are on disk, before it is answered. */
export type OnKept = () => Promise<void>;

/** Lets a request in or throws an HttpError. */
export interface Gate {
	/** Called before the body is read. */
	checkHeaders(headers: IncomingHttpHeaders): void;
	/** Called after it is read, if the headers alone don't decide. */
	checkBody?(headers: IncomingHttpHeaders, body: WebhookBody): Promise<OnKept>;
}
