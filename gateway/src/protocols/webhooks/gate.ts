/** Who may post to a webhook: asked twice, so that most strangers are sent away before they are read. */

import type { IncomingHttpHeaders } from 'node:http';

/** A request's body, also as the text that may have been signed. */
export interface WebhookBody {
	readonly text: string;
	readonly json: unknown;
}

/** Lets a request in or throws an HttpError 401. */
export interface Gate {
	/** Asked before the body is read. */
	checkHeaders(headers: IncomingHttpHeaders): void;
	/** Asked after, if the headers alone don't tell. */
	checkBody?(headers: IncomingHttpHeaders, body: WebhookBody): void;
}
