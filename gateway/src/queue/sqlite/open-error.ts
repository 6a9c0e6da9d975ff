/** Says why the data folder can't be used: which file, what happened, what to do. */

import { join } from 'node:path';
import { StartError } from '../../start-error.js';

/** @returns the error itself if it explains itself already */
export function toStartError(error: unknown, folder: string): StartError {
	if (error instanceof StartError) return error;
	const { code } = error as { code?: unknown };
	return Object.assign(new StartError(explain(typeof code === 'string' ? code : 'an error', folder)), { cause: error });
}

/** True if the start failed for want of space. */
export function isForWantOfSpace(error: unknown): boolean {
	const { cause } = error as { cause?: { code?: unknown } };
	return cause?.code === 'SQLITE_FULL' || cause?.code === 'ENOSPC';
}

/** True if the start failed because the file is damaged, though it is a database. */
export function isDamage(error: unknown): boolean {
	const { cause } = error as { cause?: { code?: unknown } };
	return String(cause?.code).startsWith('SQLITE_CORRUPT');
}

function explain(code: string, folder: string): string {
	const file = join(folder, 'queue.db');
	if (code === 'SQLITE_BUSY') return `${folder}: in use by another gateway. Stop it, or use another --data folder.`;
	if (code === 'SQLITE_NOTADB') {
		return `${file}: expected a queue, got a file that is no database (${code}). Nothing was changed. Put the right file back, or move this one away and start again: the gateway then begins with an empty queue.`;
	}
	if (code.startsWith('SQLITE_CORRUPT')) {
		return `${file}: expected a queue, got a damaged database (${code}). Nothing was changed. \`openai-ads start\` sets it aside and carries over what can be read; or put a backup back.`;
	}
	if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
		return `${folder}: the disk is full (${code}), and even the gateway's own reserve does not suffice to open the queue. Make some space and start again. Nothing is lost.`;
	}
	const cure = FOLDER_CURES[code] ?? 'Check its owner and free space, or use another --data folder.';
	return `${folder}: expected a folder to write to, empty or with a queue, got ${code}. ${cure}`;
}

/** Where the code says more than that something is wrong. */
const FOLDER_CURES: Readonly<Record<string, string>> = {
	ENOTDIR: 'A part of that path is a file, not a folder. Use another --data folder.',
	EACCES: 'This user may not write there. Change its owner, or use another --data folder.',
	EPERM: 'This user may not write there. Change its owner, or use another --data folder.',
	EROFS: 'That disk is read-only. Use another --data folder.',
	ENOENT: 'No folder can be made there. Use another --data folder.',
};
