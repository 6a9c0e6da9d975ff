/** The settings that docs/metarouter.md prints, checked against the library. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readUiSettings } from '../../src/destination/routers/segment-function/settings.js';
import { parseSettings } from '../../src/destination/settings/settings.js';

const PAGE = readFileSync(new URL('../../docs/metarouter.md', import.meta.url), 'utf8');

describe('docs/metarouter.md', () => {
	const [, json = ''] = /```json\n([\s\S]*?)```/.exec(PAGE) ?? [];
	const [, more = ''] = /More settings \(JSON\) \| `([^`]+)`/.exec(PAGE) ?? [];

	it('prints a configuration and fields of the form that are the same settings', () => {
		const form = {
			apiKey: 'k',
			pixelId: 'PIXEL_ID',
			apiVersion: '2026-06',
			amountFrom: ['products'],
			moreSettings: more,
		};

		const read = readUiSettings({ ...form, validateOnly: true });

		const settings = parseSettings({ apiKey: 'k', ...JSON.parse(json).destination });
		expect(read).to.have.deep.property('settings', settings);
		expect(settings).to.deep.include({ externalIdFrom: ['anonymousId'], amountFrom: ['products'], validateOnly: true });
	});
});
