/** The five ways in which events reach OpenAI, each with words of its own for what became of them. */

import nock from 'nock';
import { createDestination, type EventResult } from '../../../src/destination/index.js';
import type { Fetch } from '../../../src/destination/ports.js';
import { deliver } from '../../../src/destination/routers/rudderstack/index.js';
import { toBatchAnswer } from '../../../src/destination/routers/segment-function/answers.js';
import { hostPorts } from '../../../src/destination/routers/segment-function/host-ports.js';
import { sendEvents } from '../../../src/destination/routers/segment-function/send-events.js';
import { anAnalytics, aSegment, anOrder as aTrackedOrder } from '../../routers/analytics-node/an-analytics.js';
import { aConversion, aProxyRequest, aRudderDestination } from '../../routers/rudderstack/a-job.js';
import { API_KEY, aDelivery, aLogger, anItem, anOrder, NOW_MS, quickPorts } from '../delivery-builders.js';
import type { Answer, Fate } from './answers.js';

/** What became of one event, and what its sender is told. */
export interface Ending {
	readonly fate: Fate;
	readonly told: string;
}

export interface Sent {
	readonly endings: readonly Ending[];
	/** Warnings in the host's log; `undefined` if it has none. */
	readonly warnings?: readonly string[];
}

/** Sends the event `before`, if there is one, and then all others at once. */
export type Host = (ids: readonly string[], fetch: Fetch, before: string | undefined) => Promise<Sent>;

const SETTINGS = { apiKey: API_KEY, pixelId: 'pixel', maxRetries: 1, requestTimeout: 20 };
const FATES = { accepted: 'taken', skipped: 'taken', discarded: 'gone', failed: 'again' } as const;

function toEnding({ outcome, reason, detail = '' }: EventResult): Ending {
	return { fate: FATES[outcome], told: [reason, detail].join(' ') };
}

const library: Host = async (ids, fetch, before) => {
	const logger = aLogger();
	const destination = createDestination(SETTINGS, { ...quickPorts(), fetch, logger });
	const order = (messageId: string) => anOrder({ messageId });
	if (before !== undefined) await destination.send(order(before));
	const results = await destination.sendBatch(ids.map(order));
	await destination.close();
	return { endings: results.map(toEnding), warnings: logger.calls.map(({ message }) => message) };
};

/** As the gateway's worker uses it. */
const gateway: Host = async (ids, fetch, before) => {
	const logger = aLogger();
	const deliverItems = aDelivery({ ...SETTINGS, maxRetries: 0 }, { fetch, logger });
	if (before !== undefined) await deliverItems([anItem(before)]);
	const delivered = await deliverItems(ids.map((id) => anItem(id)));
	return {
		endings: delivered.map(({ result }) => toEnding(result)),
		warnings: logger.calls.map(({ message }) => message),
	};
};

let pixels = 0;
const rudderStack: Host = async (ids, fetch, before) => {
	// Its memory lasts as long as the process.
	const destinationConfig = aRudderDestination({ requestTimeout: 20, pixelId: `pixel-${pixels++}` }).Config;
	const call = (list: readonly string[]) =>
		deliver(
			aProxyRequest(
				list.map((id) => aConversion(id)),
				{ destinationConfig },
			),
			{ fetch, nowMs: () => NOW_MS },
		);
	if (before !== undefined) await call([before]);
	const { response } = await call(ids);
	const fates: Readonly<Record<number, Fate>> = { 200: 'taken', 429: 'again', 400: 'gone' };
	return { endings: response.map(({ statusCode, error }) => ({ fate: fates[statusCode] as Fate, told: error })) }; // No other.
};

const segment: Host = async (ids, fetch, before) => {
	const form = { apiKey: API_KEY, pixelId: 'pixel', moreSettings: '{"requestTimeout":20}' };
	const ports = { ...hostPorts, fetch, nowMs: () => NOW_MS };
	const call = (list: readonly string[]) =>
		sendEvents(
			list.map((messageId) => anOrder({ messageId })),
			form,
			ports,
		);
	if (before !== undefined) await call([before]);
	const answers = await call(ids);
	const fates = { 200: 'taken', 500: 'again', 400: 'gone' } as const;
	return { endings: answers.map((answer) => ({ fate: fates[toBatchAnswer(answer).status], told: answer.message })) };
};

const analyticsNode: Host = async (ids, fetch, before) => {
	aSegment();
	const logger = aLogger();
	const missed: EventResult[] = [];
	const onError = (result: EventResult) => void missed.push(result);
	const { analytics, results } = await anAnalytics({
		options: { ...SETTINGS, onError, onResult: (result) => void results.push(result) },
		ports: { fetch, logger },
	});
	if (before !== undefined) {
		analytics.track(aTrackedOrder(before));
		await analytics.flush();
	}
	for (const id of ids) analytics.track(aTrackedOrder(id));
	await analytics.closeAndFlush();
	nock.cleanAll();
	const endings = ids.map((id) => {
		const ending = toEnding(results.find(({ messageId }) => messageId === id) as EventResult); // Each event has one.
		const isTold = ending.fate === 'taken' || missed.some(({ messageId }) => messageId === id);
		return isTold ? ending : { ...ending, told: '' };
	});
	return { endings, warnings: logger.calls.map(({ message }) => message) };
};

export const HOSTS: Readonly<Record<string, Host>> = {
	library,
	gateway,
	RudderStack: rudderStack,
	Segment: segment,
	'analytics-node': analyticsNode,
};

/** A `fetch` that gives these answers. */
export function fetchAnswering(answerTo: (ids: readonly string[]) => Answer): Fetch {
	return async (_url, { body }) => {
		const { events } = JSON.parse(String(body)) as { events: { id: string }[] };
		const { status, body: text, headers = {}, timing } = answerTo(events.map(({ id }) => id));
		if (timing === 'never') return new Promise(() => {});
		if (timing === 'reset') throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
		if (timing === 'cut') return new Response(brokenStream(text ?? ''), { status });
		return new Response(status === 204 ? null : text, { status, headers });
	};
}

function brokenStream(text: string): ReadableStream {
	return new ReadableStream({
		start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
		pull: (controller) => controller.error(new TypeError('terminated')),
	});
}
