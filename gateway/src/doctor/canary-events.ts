/** An example of every event that the settings map, as an SDK would send it. Its person is example.com's. */

import type { Settings } from 'openai-ads-destination/pipeline';
import { EXAMPLE_EMAIL, EXAMPLE_PROPERTIES, EXAMPLES, type ExampleEvent } from '../examples/examples.js';

export interface Example {
	/** As people call it: `Order Completed`. */
	readonly name: string;
	readonly event: Readonly<Record<string, unknown>>;
}

/** By name; one of each type of the default table. */
const ROWS: ReadonlyMap<string, ExampleEvent> = new Map(
	Object.values<readonly ExampleEvent[]>(EXAMPLES)
		.flatMap((rows) => rows.filter(({ type, isFromServer }) => type !== 'identify' && isFromServer !== true))
		.map((row) => [row.event ?? row.type, row]),
);

const CONTEXT = {
	page: { url: 'https://shop.example/thanks', path: '/thanks' },
	traits: { email: EXAMPLE_EMAIL },
	userAgent:
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
	providers: { openAI: { oppref: 'example-click' } },
};
const APP = { ...CONTEXT, page: undefined, device: { type: 'ios' } };

/** One for each event of the default table and of `eventMapping`. Every plain path of `idFrom` holds an id, so that only real gaps show. */
export function createExamples({ eventMapping, idFrom }: Settings, nowMs: number): Example[] {
	const rows = eventMapping.filter(({ to }) => to !== 'skip');
	const names = [...new Set([...ROWS.keys(), ...rows.map(({ from }) => from)])];
	const paths = [...idFrom, ...rows.flatMap((row) => row.idFrom ?? row.deduplicationKey ?? [])];
	return names.map((name, index) => {
		const event = anEvent(name, `doctor-${nowMs}-${index}`, nowMs);
		for (const path of paths) putAt(event, path, `doctor-${nowMs}-${index}`);
		return { name, event };
	});
}

function anEvent(name: string, messageId: string, nowMs: number): Record<string, unknown> {
	const isCall = name === 'page' || name === 'screen';
	return {
		...(isCall ? { type: name, name: 'Example' } : { type: 'track', event: name }),
		messageId,
		userId: 'example-user',
		timestamp: new Date(nowMs).toISOString(),
		properties: { ...structuredClone(ROWS.get(name)?.properties ?? EXAMPLE_PROPERTIES), order_id: messageId },
		context: structuredClone(name.startsWith('Application') ? APP : CONTEXT),
	};
}

/** At a path of plain names alone; others are left as they are. */
function putAt(event: Record<string, unknown>, path: string, value: string): void {
	const names = path.split('.');
	if (!names.every((name) => /^[A-Za-z_]\w{0,99}$/.test(name) && name !== '__proto__')) return;
	let place = event;
	for (const name of names.slice(0, -1)) {
		const inner = place[name];
		if (typeof inner !== 'object' || inner === null) place[name] = {};
		place = place[name] as Record<string, unknown>; // An object, since the line before.
	}
	place[names.at(-1) ?? ''] ??= value;
}
