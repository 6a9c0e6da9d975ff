/** Folders that are removed after the test. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** A new empty folder. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	folders.push(folder);
	return folder;
}

/** For `afterEach`. */
export function removeTemporaryFolders(): void {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
