/** Programs that a test needs and a machine may lack. */

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { findTool } from '../find-tool.js';

export const INTEGRATIONS = resolve(import.meta.dirname, '../../../integrations');
export const run = promisify(execFile);

/** The program, or the test is skipped and says why. */
export function needTool(test: Mocha.Context, name: string, install: string): string {
	const tool = findTool(name);
	if (tool !== undefined) return tool;
	console.warn(`SKIPPED: ${name} is not installed (\`apt-get install ${install}\`), so its files are not checked.`);
	return test.skip();
}
