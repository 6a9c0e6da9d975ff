/** What OpenAI would have received of one event, and answered: each request to the sandbox that carried it, masked. */

import { isRecord, maskEvent, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import type { Sandbox, SandboxRequest } from 'openai-ads-destination/sandbox';
import { toIdentity } from '../stories/identity.js';
import type { Story } from '../stories/story.js';
import { shorten } from './shorten.js';

/** One request that carried the event. */
export interface Attempt {
	/** ISO time. */
	readonly at: string;
	/** `POST /v1/events?pid=sandbox` */
	readonly line: string;
	/** Names, order and nesting as they were sent, with this event alone; values masked. */
	readonly body: unknown;
	/** Absent if the connection broke before an answer. */
	readonly status?: number;
	readonly answer?: unknown;
	readonly requestId?: string;
	/** Events of the same request, this one included. */
	readonly events: number;
	/** Something was left out because it is large. */
	readonly isCut?: true;
}

/** The newest that are shown. Our choice. */
const MAX_ATTEMPTS = 20;
/** Characters of bodies that are read for one story, the newest first: about 20 ms. Our choice. */
const MAX_READ = 4_000_000;
const PLAIN_ID = /^[\w.-]{1,79}$/;

/** Oldest first; none for an event that was never to be sent. */
export function findAttempts(sandbox: Pick<Sandbox, 'requests'>, story: Story): readonly Attempt[] {
	const { identity, pixelId, atMs } = story;
	if (identity === undefined) return [];
	const found: Attempt[] = [];
	let read = 0;
	for (const request of [...sandbox.requests()].reverse()) {
		const { body = '', pid, receivedMs } = request;
		if (receivedMs < atMs || found.length === MAX_ATTEMPTS) break;
		if (pid !== pixelId || !mayHold(body, story)) continue;
		read += body.length;
		if (read > MAX_READ) break;
		const root = parseJson(body);
		const event = findEvent(root, pixelId, identity);
		if (isRecord(root) && event !== undefined) found.push(toAttempt(request, root, event));
	}
	return found.reverse();
}

/** A story has no id that may not be shown, or not all of it: then the body is read to find out. */
function mayHold(body: string, { id }: Story): boolean {
	return !PLAIN_ID.test(id) || body.includes(`"${id}"`);
}

function findEvent(root: unknown, pixelId: string, identity: string): UnknownRecord | undefined {
	const events = isRecord(root) ? root['events'] : undefined;
	if (!Array.isArray(events)) return undefined;
	return events.find((event) => isRecord(event) && identityOf(event, pixelId) === identity);
}

function identityOf({ type, id, custom_event_name: customEventName }: UnknownRecord, pixelId: string): string {
	const name = typeof customEventName === 'string' ? { customEventName } : {};
	return toIdentity(pixelId, { type: String(type), id: String(id), ...name });
}

function toAttempt(request: SandboxRequest, root: UnknownRecord, event: UnknownRecord): Attempt {
	const { method, path, pid, receivedMs, status, eventCount, requestId, answer } = request;
	const body = shorten({ ...root, events: [maskEvent(event)] });
	const reply = answer === undefined || answer === '' ? undefined : shorten(parseJson(answer) ?? answer);
	return {
		at: new Date(receivedMs).toISOString(),
		line: `${method} ${path}?pid=${encodeURIComponent(pid ?? '')}`,
		body: body.value,
		...(status === 0 ? {} : { status }),
		...(reply === undefined ? {} : { answer: reply.value }),
		...(requestId === undefined ? {} : { requestId }),
		events: eventCount,
		...(body.isCut || reply?.isCut ? { isCut: true } : {}),
	};
}
