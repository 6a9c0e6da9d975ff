/** The table of edges is the code's, to the letter, and nothing in the house runs in a circle. */

import { expect } from 'chai';
import { GATEWAY, LIBRARY, type Rooms } from './allowed-edges.js';
import { findCycle, type Graph } from './find-cycle.js';
import { findEdges, findForbidden, findOutdated } from './rooms.js';
import { readSourceFiles, type SourceFile, toSourceFile } from './source-files.js';

const PACKAGES: readonly (readonly [string, readonly SourceFile[], Rooms])[] = [
	['src', readSourceFiles('src'), LIBRARY],
	['gateway/src', readSourceFiles('gateway/src'), GATEWAY],
];

function fileGraph(files: readonly SourceFile[]): Graph {
	return new Map(files.map(({ path, imports }) => [path, imports]));
}

function roomGraph(files: readonly SourceFile[]): Graph {
	const edges = findEdges(files);
	return new Map(edges.map(({ from }) => [from, edges.filter((edge) => edge.from === from).map(({ to }) => to)]));
}

/** A file with one import line more. */
function withImport(files: readonly SourceFile[], path: string, line: string): SourceFile[] {
	return files.map((file) => (file.path === path ? toSourceFile(path, `${file.text}\n${line}\n`) : file));
}

for (const [folder, files, rooms] of PACKAGES) {
	describe(`the rooms of ${folder}`, () => {
		it('import only what their line in allowed-edges.ts names', () => {
			expect(findForbidden(files, rooms)).to.deep.equal([]);
		});

		it('import all that their line in allowed-edges.ts names', () => {
			expect(findOutdated(files, rooms)).to.deep.equal([]);
		});

		it('stand in reading order: each imports only rooms further down the table', () => {
			const order = Object.keys(rooms);
			const upward = Object.entries(rooms).flatMap(([from, targets]) =>
				targets.filter((to) => order.indexOf(to) <= order.indexOf(from)).map((to) => `${from} imports ${to}`),
			);

			expect(upward).to.deep.equal([]);
		});

		it('have no circle between rooms', () => {
			expect(findCycle(roomGraph(files))).to.equal(undefined);
		});

		it('have no circle between files, types included', () => {
			expect(findCycle(fileGraph(files))).to.equal(undefined);
		});
	});
}

describe('the table of edges', () => {
	const library = readSourceFiles('src');
	const learn = 'src/destination/profile/learn.ts';

	for (const line of [
		"import { x } from '../map/note.js';",
		"import type { Note } from '../map/note.js';",
		"export * from '../map/note.js';",
		"const note = await import('../map/note.js');",
		"type Note = import('../map/note.js').Note;",
	]) {
		it(`fails when one line adds an edge: ${line}`, () => {
			const [message, ...others] = findForbidden(withImport(library, learn, line), LIBRARY);

			expect(others).to.deep.equal([]);
			expect(message).to.include(`${learn} imports src/destination/map/note.ts: \`profile\` may not import`);
			expect(message).to.include("add 'map/note.ts' to the line 'profile'");
		});
	}

	it('fails when an edge of the table is gone from the code', () => {
		const rooms = { ...LIBRARY, profile: ['contract', 'primitives'] };

		expect(findOutdated(library, rooms)).to.match(/^`profile` no longer imports `contract`: take/);
	});

	it('fails when a room has no line, and when a line has no room', () => {
		const { profile, ...rooms } = LIBRARY;

		expect(findOutdated(library, { ...rooms, memory: profile ?? [] }).join('\n'))
			.to.include('There is no room `memory`')
			.and.to.include('`profile` is a new room');
	});
});
