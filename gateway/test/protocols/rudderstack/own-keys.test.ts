import { expect } from 'chai';
import { isOwn, readCredentials, reportOtherKeys } from '../../../src/protocols/rudderstack/own-keys.js';
import { createRecordingLog } from '../../recording-log.js';
import { aDestination, aJob } from './a-transformer.js';

describe('keys of RudderStack and of the gateway', () => {
	const own = [
		{ name: 'shop', pixelId: 'px1', apiKey: 'secret-1' },
		{ name: 'blog', pixelId: 'px2', apiKey: 'secret-2' },
	];
	const jobOf = (config: Record<string, unknown>) => ({ ...aJob(1), destination: aDestination(config) });

	function report(...configs: Record<string, unknown>[]) {
		const log = createRecordingLog();
		reportOtherKeys(configs.map(jobOf), own, log);
		return log.lines;
	}

	it('belong together if a pixel of that ID has that key', () => {
		const pairs = [
			['px1', ' secret-1 '],
			['px2', 'secret-2'],
			['px1', 'secret-2'],
			['px3', 'secret-1'],
		];

		const found = pairs.map(([pixelId, apiKey]) => isOwn(readCredentials(aDestination({ pixelId, apiKey })), own));

		expect(found).to.deep.equal([true, true, false, false]);
	});

	it('that differ are told once a call and pixel, without either of them', () => {
		const other = { pixelId: 'px1', apiKey: 'old-secret' };

		const lines = report(other, other, { pixelId: 'px2', apiKey: 'old-secret' });

		expect(lines.map(({ level, fields }) => [level, fields])).to.deep.equal([
			['warn', { pixel: 'shop' }],
			['warn', { pixel: 'blog' }],
		]);
		expect(JSON.stringify(lines)).not.to.include('secret');
	});

	it("are nobody's business for other pixels, and if they are the same or missing", () => {
		const configs = [
			{ pixelId: 'px1', apiKey: 'secret-1' },
			{ pixelId: 'px9', apiKey: 'x' },
			{ pixelId: 'px2', apiKey: '' },
			{ pixelId: 5, apiKey: {} },
		];

		expect(report(...configs)).to.deep.equal([]);
	});
});
