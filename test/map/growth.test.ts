import { performance } from 'node:perf_hooks';
import { expect } from 'chai';
import set from 'lodash/set.js';
import {
	DEFAULT_PATHS,
	GUEST_PATHS,
	ITEM_PATHS,
	OPPREF_URL_PATHS,
} from '../../src/destination/map/paths/output-fields.js';
import { anOrder, mapNow } from '../builders.js';

/** Hostile texts: each ends so that what began to match does not. */
const PATTERNS: Readonly<Record<string, (length: number) => string>> = {
	'a name of a day and numbers': (n) => `Mon ${'0000 '.repeat(n / 5)}`,
	'a name of a day and digits': (n) => `Mon ${'1234'.repeat(n / 4)}`,
	digits: (n) => `${'1'.repeat(n)}x`,
	'a decimal': (n) => `1.${'0'.repeat(n)}x`,
	'fractions of a second': (n) => `2026-11-22T10:00:00.${'0'.repeat(n)}x`,
	spaces: (n) => `${' '.repeat(n)}x`,
	'spaces at the end': (n) => `1${' '.repeat(n)}x`,
	separators: (n) => `a${'_-'.repeat(n / 2)}é`,
	'at signs': (n) => 'a@'.repeat(n / 2),
	'dots after an at sign': (n) => `a@${'.'.repeat(n)} `,
	'brackets of a phone number': (n) => `+${'(1)-'.repeat(n / 4)}x`,
	slashes: (n) => `+1${'/'.repeat(n)}x`,
	'a host': (n) => `http://${'a.'.repeat(n / 2)}@`,
	'a path': (n) => `https://x/${'a@/'.repeat(n / 3)}%`,
	parameters: (n) => `https://x/?${'oppref=&'.repeat(n / 8)}`,
	'click references': (n) => '?oppref='.repeat(n / 8),
	colons: (n) => `2001:${':'.repeat(n)}`,
	'hexadecimal digits': (n) => 'f'.repeat(n),
	accents: (n) => `e${'\u0301'.repeat(n)}`,
	'a character that is 18': (n) => '\ufdfa'.repeat(n),
	'half surrogate pairs': (n) => '\ud800'.repeat(n),
	'letters that grow': (n) => 'ß'.repeat(n),
	backslashes: (n) => '\\'.repeat(n),
	agents: (n) => 'axios/'.repeat(n / 6),
};

const OTHER_PATHS = [
	...['type', 'event', 'name', 'messageId', 'userId', 'anonymousId', 'channel', 'request_ip', 'context.os.name'],
	...['context.device.type', 'context.device.adTrackingEnabled', 'context.privacy.gpc', 'integrations.All'],
	...['context.consent.categoryPreferences.ads', 'properties.title', 'properties.total', 'properties.note'],
	...['properties.optOut', 'properties.products[0].variant_dict.size'],
];
const PATHS: readonly string[] = [
	...Object.values({ ...DEFAULT_PATHS, GUEST_PATHS: Object.values(GUEST_PATHS).flat(), OPPREF_URL_PATHS }).flat(),
	...Object.values(ITEM_PATHS).flatMap((keys) => keys.map((key) => `properties.products[0].${key}`)),
	...OTHER_PATHS,
].map((path) => path.replace('{integration}', 'OpenAI Ads'));

const SETTINGS = {
	unmappedEvents: 'custom' as const,
	defaultCallingCode: '1',
	sourceUrl: { keepQuery: ['q'] },
	optOut: { path: 'properties.optOut' },
	fieldMapping: { 'data.note': 'properties.note' },
};

/** So short a time says nothing about growth. */
const NOISE_MS = 1;

function timeOf(path: string, text: string): number {
	const call = path === 'properties.note' || path === 'event' ? { event: 'Cart Viewed' } : {};
	const event = set(
		structuredClone({ ...anOrder({ currency: 'USD', products: [{ price: 1 }] }), ...call }),
		path,
		text,
	);
	const start = performance.now();
	mapNow(event, SETTINGS);
	return performance.now() - start;
}

/** The least of several runs: a busy machine only ever adds time. */
function leastOf(runs: number, path: string, text: string): number {
	return Math.min(...Array.from({ length: runs }, () => timeOf(path, text)));
}

/** How much longer the long text takes than the short one, four times as long. */
function growthOf(path: string, short: string, long: string): number {
	let [shortMs, longMs] = [NOISE_MS, Number.POSITIVE_INFINITY];
	for (let run = 0; run < 20 && longMs >= 8 * shortMs; run++) {
		longMs = Math.min(longMs, timeOf(path, long));
		shortMs = Math.max(leastOf(3, path, short), NOISE_MS);
	}
	return longMs / shortMs;
}

interface Cost {
	readonly ms: number;
	readonly where: string;
}

const worseOf = (one: Cost, other: Cost): Cost => (other.ms > one.ms ? other : one);

describe('mapEvent, hostile texts of 50 and 200 kB', () => {
	let worst: Cost = { ms: 0, where: '' };

	for (const [name, toText] of Object.entries(PATTERNS)) {
		it(`costs at most in proportion to their length: ${name}`, () => {
			const [short, long] = [toText(50_000), toText(200_000)];

			for (const path of PATHS) {
				const ms = leastOf(1, path, long);
				if (ms > worst.ms) worst = worseOf(worst, { ms: leastOf(3, path, long), where: `${name} in ${path}` });
				if (ms < 8 * NOISE_MS) continue;
				expect(growthOf(path, short, long), path).to.be.lessThan(8);
			}
		}).timeout(60_000);
	}

	after(() => console.info(`      worst: ${worst.ms.toFixed(1)} ms, ${worst.where}`));
});
