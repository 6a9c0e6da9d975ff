/** An operator that remembers what it was called for. */

import type { LetterView, Operator, PixelView } from '../../src/operate/operator.js';

export const A_PIXEL: PixelView = {
	name: 'shop-us',
	pixelId: 'p1',
	state: 'holding',
	since: '2026-11-22T10:00:00.000Z',
	reason: 'OpenAI refuses the key (401).',
	waiting: 1221,
	bytes: 990_000,
	oldestSeconds: 7300,
	oldestDeadline: '2026-11-29T10:00:00.000Z',
	deadLetters: 14,
};

export const A_LETTER: LetterView = {
	key: '7',
	pixel: 'shop-us',
	id: '1001',
	messageId: 'm-1001',
	type: 'order_created',
	reason: 'rejected',
	detail: 'events[0].data: OpenAI refused the value. It was tried three times alone while others passed.',
	notes: [],
	at: '2026-11-22T11:02:05.000Z',
	from: 'backend',
	tries: 3,
	tooOld: false,
	eventKept: true,
};

export function anOperator(overrides: Partial<Operator> = {}) {
	const calls: unknown[][] = [];
	const record =
		<T>(name: string, result: T) =>
		async (...args: unknown[]): Promise<T> => {
			calls.push([name, ...args]);
			return result;
		};
	const operator: Operator = {
		pixels: record('pixels', [A_PIXEL]),
		pause: record('pause', { ...A_PIXEL, state: 'paused' as const }),
		resume: record('resume', { ...A_PIXEL, state: 'sending' as const }),
		deadLetters: record('deadLetters', { letters: [A_LETTER] }),
		replay: record('replay', { replayed: 2, tooOld: 0, notKept: 0, hasMore: false }),
		drop: record('drop', { dropped: 1 }),
		forget: record('forget', { queued: 1, dead: 0, profiles: 2 }),
		recovery: record('recovery', { tables: [] }),
		acknowledgeRecovery: record('acknowledgeRecovery', { tables: [] }),
		backup: record('backup', { file: '/data/backup.db', bytes: 12 }),
		close: record('close', undefined),
		...overrides,
	};
	return { operator, calls };
}
