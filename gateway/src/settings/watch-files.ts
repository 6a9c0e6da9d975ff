/**
 * Notices that files change: keys that are rotated, configuration that is edited. It asks the file system, since change notices of the
 * system miss what Kubernetes, Docker and network disks do: they swap a link, or another machine writes.
 */

import { type BigIntStats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** How often. A corrected key must end a hold within a second, after a write that may take two looks. Our choice. */
const EVERY_MS = 250;

export interface FileWatch {
	stop(): void;
}

/** Files, and what each was like when it was read. */
export type FileMarks = ReadonlyMap<string, string>;

export interface WatchOptions {
	/** What is known of files before the first look: what changes until then is noticed too. @default nothing */
	readonly known?: FileMarks;
	/** @default 250 */
	readonly everyMs?: number;
}

/**
 * Calls `onChange` once files have changed and are at rest for one look, so that a file that is being written is not read halfway.
 *
 * @param files which, at this moment; one that is new is watched from now on
 */
export function watchFiles(
	files: () => Iterable<string>,
	onChange: () => void,
	{ known: first, everyMs = EVERY_MS }: WatchOptions = {},
): FileWatch {
	const known = new Map(first);
	let seen = new Map(first);
	let isLooking = false;
	const look = async () => {
		if (isLooking) return;
		isLooking = true;
		const now = await readMarks(files());
		isLooking = false;
		const isAtRest = [...now].every(([file, mark]) => (seen.get(file) ?? mark) === mark);
		const changed = [...now].filter(([file, mark]) => (known.get(file) ?? mark) !== mark);
		seen = now;
		if (!isAtRest) return;
		for (const [file, mark] of now) known.set(file, mark);
		if (changed.length > 0) onChange();
	};
	void look();
	const timer = setInterval(() => void look(), everyMs).unref();
	return { stop: () => clearInterval(timer) };
}

async function readMarks(files: Iterable<string>): Promise<Map<string, string>> {
	const marks = [...files].map(async (file) => [file, await readMark(file)] as const);
	return new Map(await Promise.all(marks));
}

/** What files are like at this moment, for {@link WatchOptions.known}. */
export function markFiles(files: Iterable<string>): FileMarks {
	return new Map(Array.from(files, (file) => [file, markOf(() => statSync(file, { bigint: true }))]));
}

async function readMark(file: string): Promise<string> {
	const found = await stat(file, { bigint: true }).catch(() => undefined);
	return markOf(() => found);
}

/** What changes with the content. A file that is not there has a mark too. */
function markOf(read: () => BigIntStats | undefined): string {
	try {
		const found = read();
		return found === undefined ? ABSENT : `${found.mtimeNs} ${found.size} ${found.ino}`;
	} catch {
		return ABSENT;
	}
}

const ABSENT = 'absent';
