import { expect } from 'chai';
import { toParagraph } from '../../src/terminal/paragraph.js';

const terminal = (columns: number) => ({ isTTY: true, columns });

describe('toParagraph', () => {
	it('breaks a line between words, and indents what follows of it', () => {
		const text = toParagraph('one\n  No write key is configured: requests are accepted with any key.', terminal(40));

		expect(text.split('\n')).to.deep.equal([
			'one',
			'  No write key is configured: requests',
			'    are accepted with any key.',
		]);
	});

	it('keeps a command in backticks, and a word that is longer than a line, whole', () => {
		const url = `http://127.0.0.1:8789/${'a'.repeat(40)}`;

		const lines = toParagraph(`To try things: \`openai-ads start --sandbox\`, or see ${url}`, terminal(40)).split('\n');

		expect(lines).to.deep.equal(['To try things:', '  `openai-ads start --sandbox`, or see', `  ${url}`]);
	});

	it('leaves the text as it is for programs', () => {
		const text = 'a long line '.repeat(20);

		expect(toParagraph(text, { isTTY: false, columns: 0 })).to.equal(text);
	});
});
