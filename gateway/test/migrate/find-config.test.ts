import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findConfig } from '../../src/migrate/find-config.js';
import { StartError } from '../../src/start-error.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const config = { pixelId: 'px_1' };
const destination = (id: string, name = 'OPENAI_ADS') => ({
	id,
	config: { pixelId: id },
	destinationDefinition: { name },
});

describe('findConfig', () => {
	afterEach(removeTemporaryFolders);

	function find(content: unknown, id?: string) {
		const file = join(temporaryFolder(), 'config.json');
		writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
		return findConfig(file, id);
	}

	it('takes a Config, and a destination with one', () => {
		expect(find(config)).to.deep.equal(config);
		expect(find({ id: 'd', config })).to.deep.equal(config);
		expect(find({ ID: 'd', Config: config })).to.deep.equal(config);
	});

	it('takes the destination of a workspace, which several sources may have', () => {
		const sources = [
			{ destinations: [destination('g', 'GA4'), destination('a')] },
			{ destinations: [destination('a')] },
			{},
		];

		expect(find({ sources })).to.deep.equal({ pixelId: 'a' });
	});

	it('takes the one that is named if there are several', () => {
		const sources = [{ destinations: [destination('a'), destination('b')] }];

		expect(find({ sources }, 'b')).to.deep.equal({ pixelId: 'b' });
		expect(() => find({ sources })).to.throw(StartError, 'Choose with --destination: "a", "b".');
		expect(() => find({ sources }, 'c')).to.throw(StartError, 'expected the id of one of them: "a", "b".');
	});

	for (const [name, content, words] of [
		['that is no JSON', '{', 'expected a JSON object'],
		['of another destination', { trackingId: 'x' }, 'with `pixelId` or `eventMapping`'],
		['of a workspace without it', { sources: [{ destinations: [destination('a', 'GA4')] }] }, 'got none'],
	] as const) {
		it(`refuses a file ${name}`, () => {
			expect(() => find(content)).to.throw(StartError, words);
		});
	}
});
