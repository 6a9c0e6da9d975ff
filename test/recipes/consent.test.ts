/** The stamps that consent banners leave on an event, as the table of docs/recipes.md has them. The banners are not run. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { aTrackEvent, mapNow } from '../builders.js';

const ROW = /^\| ([^|]+) \| `(\{[^`]+\})` \| `(\[[^`]+\])` \|$/gm;
const rows = [...readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8').matchAll(ROW)].map(
	([, banner = '', no = '', required = '']) => ({ banner, no: JSON.parse(no), required: JSON.parse(required) }),
);

function outcomeOf(categoryPreferences: object | undefined, requireCategories?: string[]): string {
	const context = { page: { url: 'https://shop.example/' }, consent: { categoryPreferences } };
	const mapped = mapNow(
		aTrackEvent({ context }),
		requireCategories === undefined ? {} : { consent: { requireCategories } },
	);
	return mapped.ok ? 'sent' : mapped.reason;
}

describe('recipes: consent banners', () => {
	it('has a row for each of the three', () => {
		expect(rows.map(({ banner }) => banner.split(/[ ,]/)[0])).to.deep.equal(['OneTrust', 'Cookiebot', "Segment's"]);
	});

	for (const { banner, no, required } of rows) {
		const yes = Object.fromEntries(Object.keys(no).map((category) => [category, true]));

		it(`${banner}: a no to advertising is not sent, a yes is`, () => {
			expect([outcomeOf(no), outcomeOf(yes)]).to.deep.equal(['consent_denied', 'sent']);
		});

		it(`${banner}: silence is sent, unless a yes is required`, () => {
			const outcomes = [outcomeOf(undefined), outcomeOf(undefined, required), outcomeOf(yes, required)];

			expect(outcomes).to.deep.equal(['sent', 'consent_denied', 'sent']);
		});
	}
});
