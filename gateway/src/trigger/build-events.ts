/** Makes the analytics events of an example, as Segment's SDKs send them. */

import { EXAMPLE_EMAIL, EXAMPLES, type ExampleEvent, type ExampleName } from '../examples/examples.js';
import type { Part } from './parts.js';
import type { Setting } from './read-setting.js';
import { withValue } from './set-path.js';

export interface BuildOptions {
	readonly name: ExampleName;
	/** Of the first one; ids are `example-N`. */
	readonly first: number;
	readonly count: number;
	readonly without: ReadonlySet<Part>;
	readonly settings: readonly Setting[];
	/** Without the mark that keeps it from being counted. */
	readonly isLive: boolean;
	readonly nowMs: number;
}

export interface BuiltEvent {
	readonly messageId: string;
	readonly event: Readonly<Record<string, unknown>>;
}

/** As long and as opaque as those of OpenAI; it is none. */
const OPPREF = 'example'.padEnd(96, '0');

/** All events, in order; of each example the last one is the one whose fate is told. */
export function buildEvents(options: BuildOptions): readonly (readonly BuiltEvent[])[] {
	return Array.from({ length: options.count }, (_, index) => buildOne(options, options.first + index));
}

function buildOne(options: BuildOptions, number: number): readonly BuiltEvent[] {
	const rows: readonly ExampleEvent[] = EXAMPLES[options.name];
	return rows.map((row, index) => {
		const isLast = index === rows.length - 1;
		const messageId = `example-${number}${isLast ? '' : `-${index + 1}`}`;
		const event = toEvent(row, messageId, number, options);
		const set = (whole: unknown, { path, value }: Setting) => withValue(whole, path, value);
		const changed = isLast ? options.settings.reduce<unknown>(set, event) : event;
		return { messageId, event: changed as BuiltEvent['event'] }; // A setting changes fields, and leaves an object.
	});
}

function toEvent(row: ExampleEvent, messageId: string, number: number, options: BuildOptions) {
	const { without, nowMs } = options;
	const isOrder = row.event === 'Order Completed';
	const properties = without.has('currency') ? withoutCurrency(row.properties) : row.properties;
	const traits = without.has('email') ? {} : { email: EXAMPLE_EMAIL };
	const isIdentify = row.type === 'identify';
	return {
		type: row.type,
		...(row.event === undefined ? {} : { event: row.event }),
		messageId,
		timestamp: new Date(nowMs).toISOString(),
		// A person of its own each time, so that nothing is remembered of the one before.
		...(without.has('userId') ? {} : { userId: `example-user-${number}` }),
		anonymousId: `example-visitor-${number}`,
		...(isIdentify ? { traits } : {}),
		...(properties === undefined ? {} : { properties: { ...properties, ...(isOrder ? { order_id: messageId } : {}) } }),
		context: toContext(row, options, isIdentify ? {} : traits),
	};
}

function toContext({ isFromServer, type }: ExampleEvent, { without, isLive }: BuildOptions, traits: object) {
	const hasClick = isFromServer !== true && type !== 'identify' && !without.has('oppref');
	return {
		library: { name: isFromServer ? '@segment/analytics-node' : 'analytics.js', version: '1.0.0' },
		...(isLive ? {} : { openAIAds: { example: true } }),
		...(isFromServer ? {} : { page: { url: 'https://shop.example.com/thanks', title: 'Thank you' } }),
		...(hasClick ? { providers: { openAI: { oppref: OPPREF } } } : {}),
		...(isFromServer || Object.keys(traits).length === 0 ? {} : { traits }),
	};
}

function withoutCurrency(properties: ExampleEvent['properties']): ExampleEvent['properties'] {
	if (properties === undefined) return undefined;
	const { currency: _, ...others } = properties;
	return others;
}
