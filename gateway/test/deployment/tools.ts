/** Programs that a test needs and a machine may lack. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const INTEGRATIONS = resolve(import.meta.dirname, '../../../integrations');
export const run = promisify(execFile);

/** Where a program is; system programs are not on every user's PATH. */
export function findTool(name: string): string | undefined {
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
	return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** The program, or the test is skipped and says why. */
export function needTool(test: Mocha.Context, name: string, install: string): string {
	const tool = findTool(name);
	if (tool !== undefined) return tool;
	console.warn(`SKIPPED: ${name} is not installed (\`apt-get install ${install}\`), so its files are not checked.`);
	return test.skip();
}
