/** `npm run docs`: writes the generated parts of docs/*.md and the schema for RudderStack's control plane anew. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateRudderStackSchema } from './rudderstack-schema.js';
import { generateTables, refresh } from './tables.js';

const folder = resolve(import.meta.dirname, '..');
const tables = generateTables();
for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
	const path = join(folder, name);
	const before = readFileSync(path, 'utf8');
	const after = refresh(before, tables);
	if (after !== before) writeFileSync(path, after);
}

writeFileSync(resolve(folder, '../integrations/rudderstack/schema.json'), generateRudderStackSchema());
