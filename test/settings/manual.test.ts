/** The manual of the settings is written once, in the comments of `SettingsInput`; what is made of it is current. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import * as z from 'zod';
import { generateManualFile, readManual } from '../../docs/generate/manual-file.js';
import { generateSegmentForm } from '../../docs/generate/segment-form.js';
import { settingsSchema } from '../../src/destination/settings/settings.js';
import { problemsOf } from './settings-problems.js';

const readText = (path: string) => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');

/** Name and description of everything in a schema that may have a name, by the names of the manual. */
function descriptionsIn(schema: z.core.JSONSchema.BaseSchema, prefix = ''): (readonly [name: string, text: unknown])[] {
	return Object.entries(schema.properties ?? {}).flatMap(([key, setting]) => {
		if (typeof setting === 'boolean') return [];
		const rows = setting.items as z.core.JSONSchema.BaseSchema | undefined; // No setting is a tuple.
		const forms = (setting.anyOf ?? []) as z.core.JSONSchema.BaseSchema[]; // As above.
		const inner = [setting, rows ?? {}, ...forms].flatMap((schema) => descriptionsIn(schema, `${prefix}${key}.`));
		return [[prefix + key, setting.description] as const, ...inner];
	});
}

describe('the manual of the settings', function () {
	this.timeout(30_000);
	const manual = readManual();

	it('is in manual.ts as the comments have it (npm run docs)', () => {
		expect(readText('src/destination/settings/manual.ts')).to.equal(generateManualFile(manual));
	});

	it("is in Segment's form as the comments have it (npm run docs)", () => {
		expect(readText('integrations/segment/settings.json')).to.equal(generateSegmentForm(manual));
	});

	it('is in the JSON Schema, each text at its setting and nowhere else', () => {
		const schema = z.toJSONSchema(settingsSchema, { io: 'input' });

		expect(descriptionsIn(schema)).to.deep.equal(manual.map(({ name, text }) => [name, text]));
		expect(JSON.stringify(schema).split('"description":')).to.have.lengthOf(manual.length + 1);
	});

	it('shows in docs/settings.md what wrong settings really say', () => {
		const [, sample = ''] = /^```\n(settings\.[\s\S]*?)^```$/m.exec(readText('docs/settings.md')) ?? [];

		expect(sample.trim().split('\n')).to.deep.equal(problemsOf({ flushAt: 5000, eventMaping: [] }));
	});
});
