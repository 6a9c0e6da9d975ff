/** Brings an older file to today's tables, one numbered step at a time. */

import type Database from 'libsql';
import { MIGRATIONS, type Migration } from './schema.js';

/** The version of files that this program writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/** The version of an open file; 0 for a new one. */
export function readVersion(database: Database.Database): number {
	return (database.prepare('PRAGMA user_version').get([]) as { user_version: number }).user_version;
}

/**
 * Runs the steps that the file has not seen yet. Each step and its number are one transaction: a process that is killed at
 * any moment leaves a file of one version or the next.
 */
export function migrate(database: Database.Database, migrations: readonly Migration[] = MIGRATIONS): void {
	for (const { version, sql } of migrations) {
		if (version <= readVersion(database)) continue;
		database.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${version}; COMMIT;`);
	}
}
