/** One `validate_only` page_viewed for a pixel: whether OpenAI takes its key, and what time it is there. Nothing is stored. */

import { fetchText } from 'openai-ads-destination/internal';
import {
	createDelivery,
	createIntake,
	type Delivered,
	type Ports,
	type Settings,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';
import type { PixelSettings } from '../settings/pixel-settings.js';

/** Below the time of a check. */
export const ANSWER_MS = 8000;

export interface Probe {
	readonly delivered: Delivered | undefined;
	/** Of the answer; both absent if none came. */
	readonly status?: number;
	readonly body?: string;
	/** How far this machine's clock is ahead of OpenAI's, in milliseconds; absent if the answer did not say. */
	readonly aheadMs?: number;
}

/** Everything that could keep the event from being looked at is switched off: the question is the key. */
const PLAIN: Partial<Omit<Settings, 'apiKey' | 'pixelId'>> = {
	validateOnly: true,
	shadow: false,
	testEvents: undefined,
	eventMapping: [],
	fieldMapping: {},
	idFrom: ['messageId'],
	consent: false,
	requireIdentifier: false,
	maxRetries: 0,
	requestTimeout: ANSWER_MS,
};

export async function probePixel(
	pixel: PixelSettings,
	ports: Pick<Ports, 'fetch' | 'nowMs' | 'sleep'>,
): Promise<Probe> {
	const destination = { ...pixel.destination, ...PLAIN };
	let told: { status: number; body: string; aheadMs?: number } | undefined;
	const fetch: Ports['fetch'] = async (url, init) => {
		const sentMs = ports.nowMs();
		// The body as text and within bounds, since it is read twice.
		const answer = await fetchText(ports.fetch, url, init as Parameters<typeof fetchText>[2], { timeoutMs: ANSWER_MS });
		const ahead = measureClock(answer.headers.get('date'), sentMs, ports.nowMs());
		told = { status: answer.status, body: answer.body, ...(ahead === undefined ? {} : { aheadMs: ahead }) };
		return toResponse(answer);
	};
	const whole = withDefaultPorts({ ...ports, fetch });
	const [admission] = await createIntake(destination, whole)([aPageView(ports.nowMs())]);
	const item = admission?.item;
	const [delivered] = item === undefined ? [] : await createDelivery(destination, whole)([item]);
	return { delivered, ...told };
}

function aPageView(nowMs: number): object {
	const timestamp = new Date(nowMs).toISOString();
	const context = { page: { url: 'https://shop.example/' } };
	return { type: 'page', messageId: `doctor-${nowMs}`, userId: 'doctor', timestamp, context };
}

function toResponse({ status, headers, body }: Awaited<ReturnType<typeof fetchText>>): Response {
	const hasNone = status === 204 || status === 205 || status === 304;
	const kept = ['retry-after', 'x-request-id'].flatMap((name) => {
		const value = headers.get(name);
		return value === null ? [] : [[name, value] as [string, string]];
	});
	return new Response(hasNone ? null : body, { status, headers: kept });
}

/** The header has whole seconds, so on average half a second has passed since. */
function measureClock(date: string | null, sentMs: number, receivedMs: number): number | undefined {
	const theirsMs = date === null || date.length > 40 ? Number.NaN : Date.parse(date);
	return Number.isNaN(theirsMs) ? undefined : (sentMs + receivedMs) / 2 - theirsMs - 500;
}
