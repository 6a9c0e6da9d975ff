import { expect } from 'chai';
import { parseSettings } from 'openai-ads-destination/pipeline';
import { NOW_MS } from '../../../test/builders.js';
import { markedEvent } from '../../../test/explain/marked-events.js';
import { describeLine } from '../../src/explain/describe-line.js';
import { explainLines } from '../../src/explain/explain-lines.js';
import { Summary } from '../../src/explain/summary.js';
import { readEvents } from '../../src/send/read-events.js';
import { COLOURED } from '../../src/terminal/style.js';

describe('openai-ads explain, of 200 events with marked identifiers', () => {
	it('prints none of them, in no spelling, whole or broken over lines', async () => {
		const marked = Array.from({ length: 200 }, (_, index) => markedEvent(index));
		async function* chunks() {
			yield Buffer.from(marked.map(({ event }) => JSON.stringify(event)).join('\n'));
		}
		const settings = parseSettings({ unmappedEvents: 'custom', fieldMapping: { 'data.note': 'properties.note' } });
		const summary = new Summary();
		const lines: string[] = [];

		for await (const explained of explainLines(readEvents(chunks()), settings, () => NOW_MS)) {
			summary.add(explained);
			lines.push(...describeLine(explained, { width: 80, isAll: true, style: COLOURED }), JSON.stringify(explained));
		}

		const shown = [...lines, ...summary.describe()].join('\n').toLowerCase();
		const together = shown.replace(/\s+/g, '');
		expect(lines.filter((line) => line.includes('Would be sent')).length).to.equal(200);
		for (const secret of marked.flatMap(({ secrets }) => secrets)) {
			expect(shown).to.not.include(secret.toLowerCase());
			expect(together).to.not.include(secret.toLowerCase());
		}
	});
});
