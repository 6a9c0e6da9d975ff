/** Reads server-sent events out of a body, with a bound on each. (WHATWG HTML, server-sent events, read 2026-11-26) */

export interface ServerSent {
	readonly event: string;
	readonly data: string;
	/** The last one that came, also with an earlier event. */
	readonly id: string | undefined;
}

/** A frame of 40 events has about 20 kB. Our choice. */
const MAX_EVENT = 1024 * 1024;

/** @throws Error if one is larger than a megabyte: no gateway sends that */
export async function* readServerSent(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSent> {
	const decoder = new TextDecoder();
	let [buffer, id]: [string, string | undefined] = ['', undefined];
	for await (const chunk of body) {
		buffer += decoder.decode(chunk, { stream: true });
		for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
			const fields = readFields(buffer.slice(0, end));
			buffer = buffer.slice(end + 2);
			id = fields.get('id') ?? id;
			const data = fields.get('data');
			if (data !== undefined) yield { event: fields.get('event') ?? 'message', data, id };
		}
		if (buffer.length > MAX_EVENT) throw new Error('An event of the stream is too large.');
	}
}

function readFields(block: string): ReadonlyMap<string, string> {
	const fields = new Map<string, string>();
	for (const line of block.split('\n')) {
		const colon = line.indexOf(':');
		if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
	}
	return fields;
}
