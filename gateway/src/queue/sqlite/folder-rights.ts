/** Who else can get at the queue. It holds click references, addresses and cities in the clear. */

import { chmodSync, statSync } from 'node:fs';

const WRITE_OF_OTHERS = 0o022;
const OTHERS = 0o077;

/** Closes the file to others. Returns what the operator should know, one sentence each. */
export function checkRights(folder: string, file: string): string[] {
	const warnings: string[] = [];
	if ((statSync(folder).mode & WRITE_OF_OTHERS) !== 0) {
		warnings.push('The permissions of the data folder let others replace the queue. Close it: chmod 700.');
	}
	if ((statSync(file).mode & OTHERS) !== 0) {
		warnings.push('The permissions of the queue let others read it. They have been closed.');
		chmodSync(file, 0o600);
	}
	return warnings;
}
