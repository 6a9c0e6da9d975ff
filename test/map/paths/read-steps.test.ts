import { expect } from 'chai';
import * as fc from 'fast-check';
import { createLoop, createReader, type Step } from '../../../src/destination/map/paths/read-steps.js';
import { runs } from '../../runs.js';

const KEYS = [
	'a',
	'b',
	'0',
	'length',
	'__proto__',
	'constructor',
	'',
	'it\'s "quoted"',
	'\u2028',
	'`$' + '{x}`',
	'\ud800',
	'x];throw 1;[',
];

/** Steps in the form in which a path table makes them: each starts at the root or at an earlier step. */
const steps: fc.Arbitrary<Step[]> = fc
	.array(fc.record({ from: fc.nat(), key: fc.oneof(fc.constantFrom(...KEYS), fc.string()) }), { maxLength: 12 })
	.map((list) => list.map(({ from, key }, index) => ({ from: (from % (index + 1)) - 1, key })));

const roots = fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue({ maxDepth: 3 })) as fc.Arbitrary<
	Record<string, unknown>
>;

describe('createReader', () => {
	it('reads the same values as the plain loop, whatever the keys and the event', () => {
		fc.assert(
			fc.property(steps, roots, (list, root) => {
				expect(createReader(list)(root)).to.deep.equal(createLoop(list)(root));
			}),
			{ numRuns: runs(500) },
		);
	});

	it('reads by a plain loop on hosts that forbid code from text', () => {
		const original = globalThis.Function;
		globalThis.Function = class {
			constructor() {
				throw new EvalError('Code generation from strings disallowed for this context');
			}
		} as never;

		try {
			const read = createReader([
				{ from: -1, key: 'a' },
				{ from: 0, key: 'b' },
			]);

			expect(read({ a: { b: 1 } })).to.deep.equal([{ b: 1 }, 1]);
		} finally {
			globalThis.Function = original;
		}
	});
});
