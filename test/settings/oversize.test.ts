import { expect } from 'chai';
import { problemsOf } from './settings-problems.js';

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ from: `e${index}`, to: 'skip' }));
const fields = (count: number) =>
	Object.fromEntries(rows(count).map(({ from }) => [`data.${from}`, `properties.${from}`]));
const path = (length: number) => `properties.${'a'.repeat(length - 'properties.'.length)}`;

describe('parseSettings, sizes', () => {
	const inBounds: readonly (readonly [claim: string, settings: object])[] = [
		['1000 rows of eventMapping', { eventMapping: rows(1000) }],
		['1000 fields of fieldMapping', { fieldMapping: fields(1000) }],
		['a path of 300 characters', { fieldMapping: { 'user.city': path(300) } }],
	];
	for (const [claim, settings] of inBounds) {
		it(`takes ${claim}`, () => {
			expect(problemsOf(settings)).to.deep.equal([]);
		});
	}

	const tooLarge: readonly (readonly [settings: object, problem: string])[] = [
		[{ eventMapping: rows(1001) }, 'settings.eventMapping: expected at most 1000 rows, got 1001.'],
		[{ fieldMapping: fields(1001) }, 'settings.fieldMapping: expected at most 1000 fields, got 1001.'],
		[
			{ fieldMapping: { 'user.city': path(301) } },
			'settings.fieldMapping.user.city: expected a path of at most 300 characters, got a string.',
		],
		[{ idFrom: [path(301)] }, 'settings.idFrom[0]: expected a path of at most 300 characters, got a string.'],
		[{ apiKey: 'k'.repeat(199_990) }, 'settings: expected at most 200000 characters in all, got 200003.'],
	];
	for (const [settings, problem] of tooLarge) {
		it(`says "${problem}"`, () => {
			expect(problemsOf(settings)).to.deep.equal([problem]);
		});
	}

	it('says the bounds alone of a mapping of 50 000 wrong rows', () => {
		expect(problemsOf({ eventMapping: Array(50_000).fill({}) })).to.deep.equal([
			'settings.eventMapping: expected at most 1000 rows, got 50000.',
		]);
	});
});
