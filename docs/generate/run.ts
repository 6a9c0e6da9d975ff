/** `npm run docs`: writes what is generated anew: the manual of the settings, the forms of the routers, and parts of docs/*.md. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generatePictures } from './architecture.js';
import { generateManualFile, readManual } from './manual-file.js';
import { generateSegmentForm } from './segment-form.js';

const root = resolve(import.meta.dirname, '../..');
const manual = readManual();
write('src/destination/settings/manual.ts', generateManualFile(manual));
write('integrations/segment/settings.json', generateSegmentForm(manual));

// Whatever knows the schema of the settings knows their manual: it is loaded only now.
const { generateRudderStackSchema } = await import('./rudderstack-schema.js');
write('integrations/rudderstack/schema.json', generateRudderStackSchema());

const { generateTables, refresh } = await import('./tables.js');
const tables = { ...generateTables(), ...generatePictures() };
for (const name of readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))) {
	const page = `docs/${name}`;
	write(page, refresh(readFileSync(join(root, page), 'utf8'), tables));
}

function write(path: string, text: string): void {
	const file = join(root, path);
	if (readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
