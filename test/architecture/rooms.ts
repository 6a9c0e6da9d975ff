/**
 * Which room a file lives in, and which rooms import which. A folder without subfolders is a room; a file beside
 * folders is a room of its own.
 */

import { posix } from 'node:path';
import type { Rooms } from './allowed-edges.js';
import type { SourceFile } from './source-files.js';

/** One import that leaves its room. */
export interface Edge {
	readonly from: string;
	readonly to: string;
	readonly file: string;
	readonly target: string;
}

/** `profile` for `src/destination/profile/learn.ts`, `map/facts.ts` for `src/destination/map/facts.ts`. */
export function createRoomOf(files: readonly SourceFile[]): (path: string) => string {
	const folders = new Set(files.map(({ path }) => posix.dirname(path)));
	const parents = new Set([...folders].flatMap(ancestors));
	return (path) => {
		const folder = posix.dirname(path);
		return (parents.has(folder) ? path : folder).replace(/^(?:src\/destination|src|gateway\/src)\//, '');
	};
}

/** Every import between two rooms, in the order of the files. */
export function findEdges(files: readonly SourceFile[]): Edge[] {
	const roomOf = createRoomOf(files);
	const known = new Set(files.map(({ path }) => path));
	return files.flatMap(({ path, imports }) =>
		imports
			.filter((target) => known.has(target) && roomOf(target) !== roomOf(path))
			.map((target) => ({ from: roomOf(path), to: roomOf(target), file: path, target })),
	);
}

/** One line for each import that the table does not allow. */
export function findForbidden(files: readonly SourceFile[], rooms: Rooms): string[] {
	return findEdges(files)
		.filter(({ from, to }) => !rooms[from]?.includes(to))
		.map(
			({ from, to, file, target }) =>
				`${file} imports ${target}: \`${from}\` may not import \`${to}\`. Move what they share to a room that both may import; ` +
				`or, if the edge is right, add '${to}' to the line '${from}' in test/architecture/allowed-edges.ts and run \`npm run docs\`.`,
		);
}

/** One line for each edge of the table that no import uses any more, and for each room that is gone or has no line. */
export function findOutdated(files: readonly SourceFile[], rooms: Rooms): string[] {
	const used = new Set(findEdges(files).map(({ from, to }) => `${from} ${to}`));
	const present = new Set(files.map(({ path }) => path).map(createRoomOf(files)));
	const correct = 'in test/architecture/allowed-edges.ts and run `npm run docs`.';
	const unused = Object.entries(rooms).flatMap(([from, targets]) =>
		targets
			.filter((to) => !used.has(`${from} ${to}`))
			.map((to) => `\`${from}\` no longer imports \`${to}\`: take '${to}' out of the line '${from}' ${correct}`),
	);
	const gone = Object.keys(rooms).filter((room) => !present.has(room));
	const missing = [...present].filter((room) => rooms[room] === undefined);
	return [
		...unused,
		...gone.map((room) => `There is no room \`${room}\`: take its line out ${correct}`),
		...missing.map((room) => `\`${room}\` is a new room: give it a line ${correct}`),
	];
}

function ancestors(folder: string): string[] {
	const parent = posix.dirname(folder);
	return parent === '.' ? [] : [parent, ...ancestors(parent)];
}
