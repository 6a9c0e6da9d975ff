/** Decides who may post to a webhook: in two steps, so that most strangers are refused before their body is read. */

import type { IncomingHttpHeaders } from 'node:http';

/** A request's body, with the text that may have been signed. */
export interface WebhookBody {
	readonly text: string;
	readonly json: unknown;
}

/** Lets a request in or throws an HttpError 401. */
export interface Gate {
	/** Called before the body is read. */
	checkHeaders(headers: IncomingHttpHeaders): void;
	/** Called after it is read, if the headers alone don't decide. */
	checkBody?(headers: IncomingHttpHeaders, body: WebhookBody): void;
}
