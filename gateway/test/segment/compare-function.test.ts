import { expect } from 'chai';
import { compareFunction, findTypeChanges, toChange } from '../../src/segment/compare-function.js';
import { aDesiredFunction, aSegmentFunction, aSetting, PIXEL_ID } from './a-segment-function.js';

describe('compareFunction', () => {
	it('ignores line ends, white space around texts, and the order of settings', () => {
		const desired = aDesiredFunction();
		const live = aSegmentFunction({
			code: `${desired.code.replaceAll('\n', '\r\n')}\n\n`,
			description: ` ${desired.description}\n`,
			settings: [PIXEL_ID, aSetting({ label: 'API key ' })],
		});

		expect(compareFunction(desired, live)).to.deep.equal({ settings: [] });
	});

	it('names size, digest and version of both codes', () => {
		const live = aSegmentFunction({ code: '// openai-ads-destination 0.1.0\n' });

		const { code } = compareFunction(aDesiredFunction({ code: '// openai-ads-destination v0.2.0-rc.1\n' }), live);

		expect(code).to.deep.equal({
			from: { version: '0.1.0', sizeBytes: 32, sha256: '30fe74a42e8a' },
			to: { version: '0.2.0-rc.1', sizeBytes: 38, sha256: 'c37d4d38c85a' },
		});
	});

	it('shows everything as new if there is no function', () => {
		const { code, description, settings } = compareFunction(aDesiredFunction(), undefined);

		expect(code).not.to.have.property('from');
		expect(description).to.deep.equal({ from: '', to: 'Sends conversions.' });
		expect(settings.map(({ change, name }) => [change, name])).to.deep.equal([
			['added', 'apiKey'],
			['added', 'pixelId'],
		]);
	});

	it('compares settings field by field', () => {
		const live = aSegmentFunction({ settings: [aSetting({ label: 'Key', required: false }), PIXEL_ID] });

		expect(compareFunction(aDesiredFunction(), live).settings).to.deep.equal([
			{
				change: 'changed',
				name: 'apiKey',
				fields: [
					{ field: 'label', from: 'Key', to: 'API key' },
					{ field: 'required', from: false, to: true },
				],
			},
		]);
	});

	it('keeps a setting secret that somebody made secret', () => {
		const live = aSegmentFunction({ settings: [aSetting(), { ...PIXEL_ID, sensitive: true }] });

		expect(compareFunction(aDesiredFunction(), live).settings).to.deep.equal([]);
	});
});

describe('toChange', () => {
	const changeFor = (live: ReturnType<typeof aSegmentFunction>, desired = aDesiredFunction()) =>
		toChange(compareFunction(desired, live), desired, live);

	it('is empty if the only difference is a setting that somebody added', () => {
		const live = aSegmentFunction({ settings: [aSetting(), PIXEL_ID, aSetting({ name: 'team' })] });

		expect(changeFor(live)).to.deep.equal({});
	});

	it('holds only the parts that differ', () => {
		expect(changeFor(aSegmentFunction({ code: 'old' }))).to.have.all.keys('code');
		expect(changeFor(aSegmentFunction({ description: 'old' }))).to.have.all.keys('description');
	});

	it('sends settings that somebody added along with ours, since the whole list is replaced', () => {
		const team = aSetting({ name: 'team', type: 'ENUM' });
		const live = aSegmentFunction({ settings: [team, { ...PIXEL_ID, label: 'Old', sensitive: true }] });

		expect(changeFor(live)).to.deep.equal({ settings: [aSetting(), { ...PIXEL_ID, sensitive: true }, team] });
	});

	it('treats a function without code, description and settings as empty', () => {
		const live = aSegmentFunction({ code: null, description: null, settings: null });

		expect(changeFor(live)).to.have.all.keys('code', 'description', 'settings');
	});
});

describe('findTypeChanges', () => {
	it('names the settings whose values might be lost', () => {
		const live = aSegmentFunction({ settings: [aSetting({ label: 'Key' }), { ...PIXEL_ID, type: 'ARRAY' }] });

		expect(findTypeChanges(compareFunction(aDesiredFunction(), live))).to.deep.equal(['pixelId']);
	});
});
