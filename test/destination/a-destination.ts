/** A destination and a fake OpenAI that accepts everything unless the test answers itself. */

import type { EventResult } from '../../src/destination/event-result.js';
import { createDestination } from '../../src/destination/index.js';
import type { Ports } from '../../src/destination/ports.js';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { API_KEY, aLogger, quickPorts } from '../deliver/delivery-builders.js';

/** The JSON of one request. */
export interface SentRequest {
	readonly events: readonly { readonly id: string; readonly [field: string]: unknown }[];
	readonly validate_only?: boolean;
	readonly integration_source: string;
}

export type AnswerRequest = (request: SentRequest, count: number) => Response | Promise<Response>;

const acceptAll: AnswerRequest = ({ events }) => Response.json({ accepted_events: events.length });

export function aDestination(
	settings: SettingsInput = {},
	answer: AnswerRequest = acceptAll,
	ports: Partial<Ports> = {},
) {
	const requests: SentRequest[] = [];
	const results: EventResult[] = [];
	const logger = aLogger();
	const fetch = async (_url: string, { body }: RequestInit) => {
		const request: SentRequest = JSON.parse(String(body));
		requests.push(request);
		return answer(request, requests.length);
	};
	const onResult = (result: EventResult) => void results.push(result);
	const all = { apiKey: API_KEY, pixelId: 'pixel', flushAt: 1, ...settings };
	const destination = createDestination(all, { ...quickPorts(), fetch, logger, onResult, ...ports });
	return { destination, requests, results, logger };
}

/** Ids of each request. */
export function idsOf(requests: readonly SentRequest[]): string[] {
	return requests.map(({ events }) => events.map(({ id }) => id).join(' '));
}
