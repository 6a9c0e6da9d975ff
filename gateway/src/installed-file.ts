/** Finds files of the installed package openai-ads-destination. */

import { createRequire } from 'node:module';
import { StartError } from './start-error.js';

export const REINSTALL = 'Install openai-ads-destination and openai-ads again, in the same version.';

const installed = createRequire(import.meta.url);

/** The path of a file that the package exports, such as `openai-ads-destination/package.json`. @throws StartError if it is missing */
export function locateInstalled(file: string): string {
	try {
		return installed.resolve(file);
	} catch {
		throw new StartError(`${file}: not found in the installed package. ${REINSTALL}`);
	}
}
