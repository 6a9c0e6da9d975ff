/** Whether OpenAI takes the keys that were typed: the one way of a key out of this page, and only where somebody asks for it. */

import { computed, signal } from '@preact/signals';
import type { TypedKeys } from '../../src/set-up/read-typed-keys.js';
import { postJson } from '../state/api.js';
import type { Finding } from '../state/shapes.js';
import { toText } from '../state/to-text.js';
import { target } from './check.js';
import { draft, forTarget } from './draft.js';
import { isStandIn, revealOne } from './secrets.js';

interface Answer {
	readonly of: TypedKeys;
	readonly findings: readonly Finding[];
	/** Why there are none. */
	readonly trouble?: string;
}

/** The gateway's check takes 10 s at most. */
const TIMEOUT_MS = 15_000;
/** As the gateway calls the pixel of a configuration that names none. */
const ONLY = 'default';

/** Stand-ins of the keys that can be checked, with their pixels: those that have both. */
export const checkable = computed((): TypedKeys => {
	const { destination, pixels } = forTarget(draft.value, target.value);
	const all: readonly (readonly [name: string, pixel: Values])[] = [
		[ONLY, destination],
		...Object.entries(pixels).map(
			([name, pixel]) => [name, { apiKey: destination['apiKey'], ...toValues(pixel) }] as const,
		),
	];
	return Object.fromEntries(
		all.flatMap(([name, { apiKey, pixelId }]) => {
			const id = typeof pixelId === 'string' ? pixelId.trim() : '';
			return typeof apiKey === 'string' && isStandIn(apiKey) && id !== '' ? [[name, { apiKey, pixelId: id }]] : [];
		}),
	);
});

const answer = signal<Answer | undefined>(undefined);
export const isAsking = signal(false);

/** What was found of the keys as they are now: another key is another question. */
export const keyAnswer = computed(() =>
	answer.value !== undefined && JSON.stringify(answer.value.of) === JSON.stringify(checkable.value)
		? answer.value
		: undefined,
);

export async function askForKeys(): Promise<void> {
	const of = checkable.peek();
	isAsking.value = true;
	answer.value = await ask(of).catch((error: unknown) => ({ of, findings: [], trouble: toText(error) }));
	isAsking.value = false;
}

async function ask(of: TypedKeys): Promise<Answer> {
	const pixels = Object.fromEntries(
		Object.entries(of).map(([name, { apiKey, pixelId }]) => [name, { apiKey: revealOne(apiKey), pixelId }]),
	);
	const { findings } = await postJson<Pick<Answer, 'findings'>>('/api/set-up/check-key', { pixels }, TIMEOUT_MS);
	return { of, findings };
}

type Values = Readonly<Record<string, unknown>>;
const toValues = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Values; // Its own controls made it.
