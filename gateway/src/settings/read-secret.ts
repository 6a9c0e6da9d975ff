/** A secret that stands in the configuration, or in a file of its own. */

import { collectProblem, StartError } from '../start-error.js';
import { readText } from './environment.js';
import type { Notes } from './pixel-settings.js';

/** The value itself, or what the file holds without the white space around it; `undefined` for neither, and for a file that can't be read. */
export function readSecret(
	at: string,
	[value, file]: readonly [string | undefined, string | undefined],
	{ problems, files }: Notes,
): string | undefined {
	if (file === undefined) return value?.trim() || undefined;
	return collectProblem(problems, () => {
		if (value !== undefined) throw new StartError(`${at}: expected either ${at} or ${at}File, got both.`);
		const content = readText(file, `${at}File`, files).trim();
		if (content === '') throw new StartError(`${at}File: expected a file with a value, got an empty one.`);
		return content;
	});
}
