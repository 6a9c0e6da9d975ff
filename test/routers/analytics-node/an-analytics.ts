/** Segment's real server SDK with the plugin in it, between a fake Segment and a fake OpenAI, both made with nock. */

import { Analytics, type AnalyticsSettings } from '@segment/analytics-node';
import nock from 'nock';
import type { EventResult } from '../../../src/destination/event-result.js';
import type { Ports } from '../../../src/destination/ports.js';
import { type OpenAIAdsPluginOptions, openAIAdsPlugin } from '../../../src/destination/routers/analytics-node/index.js';
import { API_KEY } from '../../deliver/delivery-builders.js';

export const SEGMENT = 'https://api.segment.io';
export const OPENAI = 'https://bzr.openai.com';

// Tests read requests as JSON, by any path.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;

interface HostAnswer {
	readonly status?: number;
	/** Answers once this has come. */
	readonly after?: Promise<unknown>;
	readonly body?: object;
}

/** Takes every request to a host from now on, keeps its body, and gives the answers in turn, then the last one again. */
export function aHost(origin: string, path: string, answers: readonly HostAnswer[] = [{}]) {
	const bodies: Json[] = [];
	const answerOf = (count: number) => answers[Math.min(count, answers.length) - 1] ?? {};
	nock(origin)
		.persist()
		.post(path)
		.query(true)
		.reply(async (_uri, body) => {
			bodies.push(body);
			const { status = 200, after, body: answer = {} } = answerOf(bodies.length);
			await after;
			return [status, answer, { 'content-type': 'application/json' }];
		});
	return bodies;
}

export const aSegment = (answers?: readonly HostAnswer[]): Json[] => aHost(SEGMENT, '/v1/batch', answers);
export const anOpenAI = (answers?: readonly HostAnswer[]): Json[] => aHost(OPENAI, '/v1/events', answers);

interface Parts {
	readonly options?: OpenAIAdsPluginOptions;
	readonly ports?: Partial<Ports>;
	readonly sdk?: Partial<AnalyticsSettings>;
}

/** Both flush intervals are longer than any test: an event arrives only because a batch was full or the SDK flushed. */
export async function anAnalytics({ options, ports, sdk }: Parts = {}) {
	const results: EventResult[] = [];
	const errors: unknown[] = [];
	const analytics = new Analytics({ writeKey: 'w', flushInterval: 60_000, ...sdk });
	analytics.on('error', (error) => errors.push(error));
	const onResult = (result: EventResult) => void results.push(result);
	const all = { apiKey: API_KEY, pixelId: 'pixel', flushInterval: 60_000, onResult, ...options };
	await analytics.register(openAIAdsPlugin(all, { sleep: async () => {}, ...ports }));
	return { analytics, results, errors };
}

/** An order as a backend tracks it. */
export function anOrder(messageId: string, fields: object = {}) {
	const properties = { total: 129.99, currency: 'USD' };
	return { userId: 'user-1', event: 'Order Completed', messageId, properties, ...fields };
}

/** Ids of the events of each request to OpenAI. */
export function idsOf(bodies: readonly Json[]): string[][] {
	return bodies.map(({ events }) => events.map(({ id }: Json) => id));
}

/** Ids of all events that Segment got. */
export function segmentIdsOf(bodies: readonly Json[]): string[] {
	return bodies.flatMap(({ batch }) => batch.map(({ messageId }: Json) => messageId));
}
