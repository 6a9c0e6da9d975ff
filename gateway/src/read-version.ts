/** The version of the package. */

import { readFileSync } from 'node:fs';

/** `0.1.0` */
export function readVersion(): string {
	const file = new URL('../package.json', import.meta.url);
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version; // Our own file.
}
