/** Lets events go on that were set apart. */

import { LONGEST_WAIT_MS } from '../rules/is-held.js';
import type { GroupCommit } from './group-commit.js';
import type { QueueStatements } from './queue-statements.js';
import type { ReadyRowsReader } from './ready-rows.js';

export interface PromotePorts {
	readonly sql: Pick<QueueStatements, 'promote'>;
	readonly commit: GroupCommit;
}

/** Those of a pixel whose wait is over, or longer than any wait can be: then a clock was wrong. Writes only if there are any. */
export async function promoteDue(ready: ReadyRowsReader, { sql, commit }: PromotePorts, nowMs: number): Promise<void> {
	for (const [isHeld, longestMs] of LONGEST_WAIT_MS) {
		const latestMs = nowMs + longestMs;
		if (!(ready.dueMs('firstDue', isHeld) <= nowMs || ready.dueMs('lastDue', isHeld) > latestMs)) continue;
		await commit.run(() => sql.promote.run([ready.pixelId, isHeld, Math.floor(nowMs), Math.ceil(latestMs)]));
	}
}
