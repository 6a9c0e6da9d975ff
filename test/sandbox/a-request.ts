/** Requests to a sandbox that show only what matters to a test. */

export const NOW_MS = 1_795_348_800_000;

/** A small valid event. */
export function aLead(fields: object = {}) {
	return { id: 'lead_1', type: 'lead_created', timestamp_ms: NOW_MS, data: { type: 'customer_action' }, ...fields };
}

export interface RequestParts {
	readonly body?: unknown;
	/** Sent unchanged, instead of `body`. */
	readonly text?: string | Uint8Array;
	readonly key?: string | null;
	readonly query?: string;
	readonly method?: string;
	readonly headers?: Record<string, string>;
	readonly signal?: AbortSignal;
}

/** Sends one request; a good one unless a part says otherwise. */
export function post(endpoint: string, parts: RequestParts = {}): Promise<Response> {
	const { body = { events: [aLead()] }, key = 'key', query = '?pid=pixel', method = 'POST', signal } = parts;
	const bearer = key === null ? {} : { authorization: `Bearer ${key}` };
	const headers = { 'content-type': 'application/json', ...bearer, ...parts.headers };
	const text = method === 'GET' ? null : (parts.text ?? JSON.stringify(body));
	return fetch(endpoint + query, { method, headers, body: text, ...(signal && { signal }) });
}

/** The JSON of an answer; each test reads the part it is about. */
export interface AnswerJson {
	readonly accepted_events: number;
	readonly error: {
		readonly message: string;
		readonly param: string | null;
		readonly code: string | null;
		readonly errors: readonly { readonly message: string; readonly param: string }[];
	};
}

/** Reads an answer as JSON. An answer of another shape fails the test that reads it. */
export async function readJson(response: Response): Promise<AnswerJson> {
	return (await response.json()) as AnswerJson;
}

/** Sends events and returns the answer's status and JSON. */
export async function postEvents(endpoint: string, events: unknown[], root: object = {}) {
	const response = await post(endpoint, { body: { events, ...root } });
	return { status: response.status, body: await readJson(response) };
}
