import { expect } from 'chai';
import { readClickTimes } from '../../src/destination/contract/click-record.js';

const encode = (value: unknown) => encodeURIComponent(JSON.stringify(value));

describe('readClickTimes', () => {
	it('reads when the click was seen first and last', () => {
		const text = encode(['v1', 1751760000400, 1751760000500, 'gAAAA_-%3D=', 151210780, 7]);

		expect(readClickTimes(text)).to.deep.equal({ firstMs: 1751760000400, lastMs: 1751760000500 });
	});

	for (const text of [
		'',
		'gAAAA',
		'%',
		'%5B',
		encode({ v1: 1 }),
		encode(null),
		encode(['v2', 1, 1, 'gAAAA']),
		encode(['v1', 1, 1]),
		encode(['v1', 1, 1, '']),
		encode(['v1', 1, 1, 7]),
		encode(['v1', '1', 1, 'gAAAA']),
		encode(['v1', 1, null, 'gAAAA']),
		encode(['v1', 1, 1.5, 'gAAAA']),
		encode(['v1', 1, 1, 'gAAAA', 'text']),
		JSON.stringify(['v1', 1, 1, 'gAAAA']),
		`${encode(['v1', 1, 1, 'gAAAA'])}\n`,
		`${encode(['v1', 1, 1, 'gAAAA'])}; Domain=evil.example`,
		encode(['v1', 1, 1, 'x'.repeat(4096)]),
	]) {
		it(`finds no click in ${JSON.stringify(text.slice(0, 60))}`, () => {
			expect(readClickTimes(text)).to.equal(undefined);
		});
	}
});
