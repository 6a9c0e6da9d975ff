/** The table of edges is the code's, to the letter, and nothing in the house runs in a circle. */

import { expect } from 'chai';
import { GATEWAY, LIBRARY, type Rooms } from './allowed-edges.js';
import { findCycle, type Graph } from './find-cycle.js';
import { createRoomOf, findEdges, findForbidden, findOutdated } from './rooms.js';
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

/** The same files; the first of each room now imports the first of every other. */
function withAllEdges(files: readonly SourceFile[]): SourceFile[] {
	const roomOf = createRoomOf(files);
	const firstOf = new Map([...files].reverse().map((file) => [roomOf(file.path), file.path]));
	const targets = [...firstOf.values()];
	return files.map((file) =>
		firstOf.get(roomOf(file.path)) === file.path ? { ...file, imports: [...file.imports, ...targets] } : file,
	);
}

for (const [folder, files, rooms] of PACKAGES) {
	describe(`the rooms of ${folder}`, () => {
		it('import only what their line in allowed-edges.ts names', () => {
			expect(findForbidden(files, rooms)).to.deep.equal([]);
		});

		it('import all that their line in allowed-edges.ts names', () => {
			expect(findOutdated(files, rooms)).to.deep.equal([]);
		});

		it('fail for every edge that is not in allowed-edges.ts', () => {
			const names = [...new Set(files.map(({ path }) => path).map(createRoomOf(files)))];
			const unlisted = names.flatMap((from) =>
				names
					.filter((to) => to !== from && !rooms[from]?.includes(to))
					.map((to) => `\`${from}\` may not import \`${to}\``),
			);

			const complaints = findForbidden(withAllEdges(files), rooms).map((complaint) =>
				complaint.replace(/^[^`]*(`.*? may not import `.*?`).*/, '$1'),
			);

			expect(complaints).to.include.members(unlisted);
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
	const rooms = { profile: ['primitives'], 'map/note.ts': [], 'map/data': [], primitives: [] };
	const learn = 'src/destination/profile/learn.ts';
	const others = ['map/note.ts', 'map/data/item.ts', 'primitives/json.ts'].map((file) =>
		toSourceFile(`src/destination/${file}`, ''),
	);
	const aHouse = (line: string) => [toSourceFile(learn, `import '../primitives/json.js';\n${line}`), ...others];

	for (const line of [
		"import { aNote } from '../map/note.js';",
		"import type { Note } from '../map/note.js';",
		"export * from '../map/note.js';",
		"const { aNote } = await import('../map/note.js');",
		"type Note = import('../map/note.js').Note;",
	]) {
		it(`names file, edge and cure when one line adds an edge: ${line}`, () => {
			const [complaint, ...more] = findForbidden(aHouse(line), rooms);

			expect(more).to.deep.equal([]);
			expect(complaint).to.include(`${learn} imports src/destination/map/note.ts: \`profile\` may not import`);
			expect(complaint).to.include("add 'map/note.ts' to the line 'profile'");
		});
	}

	it('names an edge that no import uses any more', () => {
		const complaints = findOutdated(aHouse(''), { ...rooms, profile: ['map/data', 'primitives'] });

		expect(complaints.join('\n')).to.match(
			/^`profile` no longer imports `map\/data`: take 'map\/data' out of the line/,
		);
	});

	it('names a room without a line, and a line without a room', () => {
		const { profile: _, ...rest } = rooms;

		expect(findOutdated(aHouse(''), { ...rest, memory: [] }).join('\n'))
			.to.include('There is no room `memory`')
			.and.to.include('`profile` is a new room');
	});

	it('shows a circle between two rooms although no two files import each other', () => {
		const files = [
			toSourceFile('src/destination/profile/learn.ts', "import '../batch/batch.js';"),
			toSourceFile('src/destination/batch/batch.ts', ''),
			toSourceFile('src/destination/batch/batcher.ts', "import '../profile/recall.js';"),
			toSourceFile('src/destination/profile/recall.ts', ''),
		];

		expect(findCycle(fileGraph(files))).to.equal(undefined);
		expect(findCycle(roomGraph(files))).to.deep.equal(['profile', 'batch', 'profile']);
	});
});
