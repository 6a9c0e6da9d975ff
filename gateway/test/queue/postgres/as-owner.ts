/** Root can run neither PostgreSQL nor PgBouncer: they run as the user that Debian's package makes. */

import { spawnSync } from 'node:child_process';

/** `undefined` unless this is root. */
export const OWNER = process.getuid?.() === 0 ? { uid: Number(idOf('-u')), gid: Number(idOf('-g')) } : undefined;

/** The command and its arguments, as that user if need be. */
export function asOwner(command: string, args: readonly string[]): [command: string, args: string[]] {
	return OWNER === undefined ? [command, [...args]] : ['runuser', ['-u', 'postgres', '--', command, ...args]];
}

function idOf(flag: '-u' | '-g'): string {
	return spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim();
}
