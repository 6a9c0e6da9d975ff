/** `tsx build/release-notes.ts 0.2.0`: prints the changelog's entries of one version. The release workflow asks for them. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { releaseNotes } from './release-changelog.js';

const version = process.argv[2] ?? '';
const notes = releaseNotes(readFileSync(resolve(import.meta.dirname, '../CHANGELOG.md'), 'utf8'), version);
if (!notes) throw new Error(`CHANGELOG.md: expected entries under "## ${version}", found none.`);
console.log(notes);
