/** What stands below a command's flags: lines to copy, under a title like those of commander. */

import { styleOf } from '../terminal/style.js';

/** For `addHelpText('after', ...)`; read when help is printed, which is when it is known who reads. */
export function helpSection(title: string, lines: readonly string[]): () => string {
	return () => `\n${titleStyle(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** Bold on a terminal. */
export function titleStyle(title: string): string {
	return styleOf(process.stdout, process.env).bold(title);
}
