/** Puts beside the gateway what its tarball holds and the repository has once, at its root. npm runs it before it packs. */

import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const PACKAGE = join(ROOT, 'gateway');

for (const file of ['LICENSE', 'CHANGELOG.md']) copyFileSync(join(ROOT, file), join(PACKAGE, file));

// Messages name pages of the manual.
rmSync(join(PACKAGE, 'docs'), { recursive: true, force: true });
mkdirSync(join(PACKAGE, 'docs'));
for (const page of readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))) {
	copyFileSync(join(ROOT, 'docs', page), join(PACKAGE, 'docs', page));
}
