import { expect } from 'chai';
import { insertDestination } from '../../src/rudderstack/insert-entry.js';
import { locateList } from '../../src/rudderstack/locate-list.js';
import { ANOTHER, aWorkspace, ours } from './a-workspace.js';

const WORKSPACE = aWorkspace();
const TABS = JSON.stringify(WORKSPACE, null, '\t');

describe('insertDestination', () => {
	for (const [name, text] of [
		['tabs', TABS],
		['two spaces', JSON.stringify(WORKSPACE, null, 2)],
		['lines of Windows', TABS.replaceAll('\n', '\r\n')],
		['one line', JSON.stringify(WORKSPACE)],
		['one line with an end', `${JSON.stringify(WORKSPACE)}\n`],
	] as const) {
		for (const index of [0, 1]) {
			it(`adds it to source ${index} of a file in ${name}`, () => {
				const inserted = insertDestination(text, index, ours());

				const [source] = JSON.parse(inserted.text).sources.slice(index);
				expect(source.destinations.at(-1)).to.deep.equal(ours());
			});
		}
	}

	it('indents it like its neighbours, so that formatting the file changes nothing', () => {
		const { text } = insertDestination(TABS, 0, ours());

		expect(text).to.equal(JSON.stringify(JSON.parse(text), null, '\t'));
	});

	it('leaves every other byte as it was, numbers beyond what JavaScript holds included', () => {
		const odd = TABS.replace('"enableMetrics": false', '"enableMetrics":   false, "big": 12345678901234567890.10');

		const { text } = insertDestination(odd, 1, ours());

		expect(text).to.include('"enableMetrics":   false, "big": 12345678901234567890.10');
		expect(text.length).to.be.greaterThan(odd.length);
	});

	it('says the line of what is new', () => {
		const { text, line } = insertDestination(TABS, 0, ours());

		expect(text.split('\n')[line - 1]).to.equal('\t\t\t\t{');
		expect(
			text
				.split('\n')
				.slice(0, line - 2)
				.join('\n'),
		).to.equal(
			TABS.split('\n')
				.slice(0, line - 2)
				.join('\n'),
		);
	});

	it('is not led astray by texts that look like the list', () => {
		const name = '"destinations":[],"sources":[{"destinations":[';
		const workspace = aWorkspace([{ ...ANOTHER, name }]);

		const { text } = insertDestination(JSON.stringify(workspace, null, 2), 0, ours());

		expect(JSON.parse(text).sources[0].destinations.map((own: { name: string }) => own.name)).to.deep.equal([
			name,
			ours().name,
		]);
	});

	it('takes the last one of keys that stand twice, as rudder-server does', () => {
		const text = '{"sources":[],"sources":[{"destinations":[1],"destinations":[]}]}';

		expect(JSON.parse(insertDestination(text, 0, ours()).text).sources[0].destinations).to.have.length(1);
	});

	it('locates a list in a file of 20 MB within two seconds', () => {
		const big = JSON.stringify({ ...WORKSPACE, libraries: ['x'.repeat(10_000_000), ...Array(1_000_000).fill('\\"')] });
		const before = performance.now();

		const place = locateList(big, ['sources', 1, 'destinations']);

		expect(big.slice(place?.start, (place?.end ?? 0) + 1)).to.equal('[]');
		expect(performance.now() - before).to.be.lessThan(2000);
	});
});
