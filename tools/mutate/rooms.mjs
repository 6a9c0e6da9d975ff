/** What `npm run mutate` mutates, room by room, and the unit tests that know each room. */

/**
 * Tests run in this order and stop at the first failure, so quick ones that usually notice come first. What takes long
 * stays out (test/deliver/delivery.property.test.ts, 6 s): each mutant that survives costs the time of all of them.
 *
 * @type {Readonly<Record<string, { mutate: string, tests: readonly string[] }>>}
 */
const ROOMS = {
	money: {
		mutate: 'src/destination/map/data/money.ts',
		tests: ['money', 'amount', 'contents'].map((name) => `test/map/data/${name}.test.ts`),
	},
	batch: {
		mutate: 'src/destination/batch/**/*.ts',
		tests: ['test/batch/*.test.ts'],
	},
	profile: {
		mutate: 'src/destination/profile/**/*.ts',
		tests: ['test/profile/*.test.ts', 'test/intake/*.test.ts', 'test/map/profile-filling.test.ts'],
	},
	worker: {
		mutate: 'gateway/src/worker/**/*.ts',
		tests: ['gateway/test/worker/*.test.ts'],
	},
	deliver: {
		mutate: 'src/destination/deliver/**/*.ts',
		tests: [
			...['classify-response', 'error-body', 'retry-delay', 'with-retry', 'send-batch', 'isolate-poison'],
			...[
				'hide-values',
				'without-expired',
				'shared-wait',
				'acceptance',
				'longest-prefix',
				'fetch-text',
				'with-recount',
			],
			...['verdicts', 'faults', 'isolation-requests'],
		].map((name) => `test/deliver/${name}.test.ts`),
	},
};

export const ROOM_NAMES = Object.keys(ROOMS);

/**
 * Finds what a word on the command line means.
 *
 *   findRoom('deliver')                // the whole room
 *   findRoom('deliver/retry-delay.ts') // one file; the test of the same name runs first
 *
 * @param {string} word
 * @returns {{ room: string, mutate: string, tests: readonly string[] } | undefined} `undefined` for a word that names no
 *   room
 */
export function findRoom(word) {
	const [room = '', ...path] = word.split('/');
	if (!ROOM_NAMES.includes(room)) return undefined;
	const { mutate, tests } = ROOMS[room];
	if (path.length === 0) return { room, mutate, tests };
	const own = tests.filter((test) => test.endsWith(`/${path.join('/').replace(/\.ts$/, '.test.ts')}`));
	const others = tests.filter((test) => !own.includes(test));
	return { room, mutate: mutate.replace('**/*.ts', path.join('/')), tests: [...own, ...others] };
}
