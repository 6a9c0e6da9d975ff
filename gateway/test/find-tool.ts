import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is, or `undefined`; system programs are not on every user's PATH. */
export function findTool(name: string): string | undefined {
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
	return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
