/** docs/migrate.md names the same settings twice: as JSON, and as fields of Segment's form. */

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseSettings } from 'openai-ads-destination/pipeline';
import { readUiSettings } from '../../../src/destination/routers/segment-function/settings.js';

const PAGE = readFileSync(new URL('../../../docs/migrate.md', import.meta.url), 'utf8');
const CREDENTIALS = { apiKey: 'k', pixelId: 'px' };

/** What Segment passes on for each row of the table. */
const FIELDS = {
	'Event id': (text: string) => ({ idFrom: text.split(', ') }),
	'Unmapped events': (unmappedEvents: string) => ({ unmappedEvents }),
	'Require an identifier': (text: string) => ({ requireIdentifier: text.split(', ') }),
	'More settings (JSON)': (moreSettings: string) => ({ moreSettings }),
};

/** The cells of the row, without its name. */
function cellsOf(row: string): string[] {
	const line = PAGE.split('\n').find((text) => text.startsWith(`| ${row} |`)) ?? '';
	return line
		.split('|')
		.slice(2, -1)
		.map((cell) => cell.trim().replaceAll('`', ''));
}

function jsonOf(sender: string): object {
	const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${sender}\n`)) ?? '';
	return JSON.parse(/^```json\n(.*?)^```$/ms.exec(section)?.[1] ?? '').destination;
}

describe('docs/migrate.md', () => {
	for (const [column, sender] of cellsOf('Field').entries()) {
		it(`names the same settings for ${sender} as JSON and in Segment's form`, () => {
			const fields = Object.entries(FIELDS).map(([row, toField]) => {
				const cell = cellsOf(row)[column] ?? '';
				return cell === '' ? {} : toField(cell);
			});

			const read = readUiSettings(Object.assign({ ...CREDENTIALS }, ...fields));

			expect(read).to.have.deep.property('settings', parseSettings({ ...CREDENTIALS, ...jsonOf(sender) }));
		});
	}
});
