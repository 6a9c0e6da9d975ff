/** Is the file that is open still the one that stands at its path? A deleted folder takes writes without a word, and they are gone. */

import { statSync } from 'node:fs';

/** Call it while the file is open: it remembers which file that is. True as long as the path leads to it. */
export function watchOpenFile(path: string): () => boolean {
	const { ino, dev } = statSync(path);
	return () => {
		try {
			const now = statSync(path, { throwIfNoEntry: false });
			return now?.ino === ino && now.dev === dev;
		} catch {
			return false;
		}
	};
}
