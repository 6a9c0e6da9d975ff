/** That damage was found while the gateway ran, so that the next start carries over what can be read even if the file opens. */

import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const MARK = 'queue.damaged';

/** Never throws: without a mark the next start finds the damage as this one did. */
export function markDamaged(folder: string): void {
	try {
		closeSync(openSync(join(folder, MARK), 'a', 0o600));
	} catch {
		// The disk refuses; it is reported elsewhere.
	}
}

export function isMarkedDamaged(folder: string): boolean {
	return existsSync(join(folder, MARK));
}

export function unmarkDamaged(folder: string): void {
	rmSync(join(folder, MARK), { force: true });
}
