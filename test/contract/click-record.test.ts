import { expect } from 'chai';
import fc from 'fast-check';
import { formatClick } from '../../src/browser-plugin/click.js';
import { readClickTimes } from '../../src/destination/contract/click-record.js';

describe('readClickTimes', () => {
	it('reads when the click was seen first and last', () => {
		expect(readClickTimes('v1.mcqwoaz4.mcqwoaz5.1abcdef2bcdefg.gAAAA_-%3D=')).to.deep.equal({
			firstMs: 1751760000400,
			lastMs: 1751760000401,
		});
	});

	it('reads what the browser plugin writes, whatever the click', () => {
		const time = fc.integer({ min: 1, max: 4e12 });
		const older = fc.stringMatching(/^[0-9a-z]{0,56}$/);
		const raw = fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }).filter((text) => text.isWellFormed());
		fc.assert(
			fc.property(time, time, older, raw, (first, last, older, raw) => {
				const text = formatClick({ first, last, older, raw });
				expect(readClickTimes(text)).to.deep.equal({ firstMs: first, lastMs: last });
			}),
		);
	});

	for (const text of [
		'',
		'v2.mcqwoaz4.mcqwoaz4..gAAAA',
		'v1.mcqwoaz4.mcqwoaz4..',
		'v1..mcqwoaz4..gAAAA',
		'v1.mcqwoaz4..gAAAA',
		'v1.mcqwoaz4444.mcqwoaz4..gAAAA',
		'v1.mcqwoaz4.mcqwoaz4..a b',
		'v1.mcqwoaz4.mcqwoaz4..a"b',
		'v1.mcqwoaz4.mcqwoaz4..a,b',
		'v1.mcqwoaz4.mcqwoaz4..a\r\nSet-Cookie: x=1',
		'v1.mcqwoaz4.mcqwoaz4..gAAAA\n',
		'v1.mcqwoaz4.mcqwoaz4..é',
		`v1.mcqwoaz4.mcqwoaz4..${'x'.repeat(4096)}`,
	]) {
		it(`takes ${JSON.stringify(text.slice(0, 60))} for no click`, () => {
			expect(readClickTimes(text)).to.equal(undefined);
		});
	}
});
