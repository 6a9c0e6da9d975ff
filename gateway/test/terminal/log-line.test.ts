import { expect } from 'chai';
import { toLogLines } from '../../src/terminal/log-line.js';
import { COLOURED, PLAIN } from '../../src/terminal/style.js';

const AT_80 = { style: PLAIN, width: 80 };
const aLine = (fields: object) => `${JSON.stringify({ level: 'warn', time: '2026-11-26T14:02:01.000Z', ...fields })}\n`;

describe('toLogLines', () => {
	it('says what happened, then the facts', () => {
		const detail = 'Order Placed is not mapped. Did you mean Order Completed?';
		const lines = toLogLines(
			aLine({ pixel: 'shop', name: 'Order Placed', count: 2, detail, msg: 'it is skipped.' }),
			AT_80,
		);

		expect(lines.slice(9)).to.equal(
			[
				'!! It is skipped. Order Placed is not mapped. Did you mean Order',
				'            Completed?',
				'            pixel shop, name Order Placed, count 2',
				'',
			].join('\n'),
		);
	});

	it('marks errors and warnings, and nothing else', () => {
		const marks = ['info', 'warn', 'error', 'other'].map((level) =>
			toLogLines(aLine({ level, msg: 'So.' }), AT_80).slice(9, 11),
		);

		expect(marks).to.deep.equal(['  ', '!!', 'no', '  ']);
	});

	it('is never wider than the terminal, and lets no text move the cursor', () => {
		const text = toLogLines(
			aLine({ msg: 'w'.repeat(300), name: '\u001b[2J\r\nfake'.repeat(50), err: { at: ['x'] } }),
			AT_80,
		);

		expect(Math.max(...text.split('\n').map(({ length }) => length))).to.be.at.most(80);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
		expect(text).not.to.match(/[\u001b\r]/);
	});

	it('leaves what is no JSON as it is, and colours only where that is wanted', () => {
		expect(toLogLines('Something else.\n', AT_80)).to.equal('Something else.\n');
		expect(toLogLines(aLine({ msg: 'So.' }), { ...AT_80, style: COLOURED })).to.include('\u001b[33m!!');
	});
});
