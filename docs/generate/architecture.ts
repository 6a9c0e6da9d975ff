/** The pictures in docs/architecture.md, drawn from the table of edges that test/architecture/ holds the code to. */

import { GATEWAY, LIBRARY, type Rooms } from '../../test/architecture/allowed-edges.js';

type Captions = Readonly<Record<string, string>>;

/** What a room is for, in a few words under its name. */
const LIBRARY_CAPTIONS: Captions = {
	'index.ts': 'what users import',
	'pipeline.ts': 'for a queue of your own',
	'internal.ts': 'for the gateway alone',
	'browser-plugin': 'runs in web pages',
	sandbox: 'OpenAI on your machine',
	'routers/analytics-node': 'plugs into an SDK',
	'routers/rudderstack': 'transformer calls',
	'routers/segment-function': "Segment's handlers",
	'destination.ts': 'wires the parts',
	explain: 'what may be shown',
	intake: 'an event comes in',
	map: 'it becomes a draft',
	'validate-event.ts': 'the draft is judged',
	batch: 'it waits with others',
	deliver: 'it leaves',
	'attribution.ts': 'can it be credited?',
	'event-result.ts': 'how it ended',
	'note.ts': 'what it lost',
	profile: 'what identify left',
	settings: 'what may be chosen',
	'ports.ts': 'the outside world',
	contract: 'true at both doors',
	primitives: 'clock, hashes, JSON',
};

const MAP_CAPTIONS: Captions = {
	'map-event.ts': 'both halves in one call',
	'read-event.ts': 'the first half',
	'compose-event.ts': 'the second half',
	'compile-mapping.ts': 'once per settings',
	'facts.ts': 'who, which click, which page',
	'recall-facts.ts': 'fills gaps from the profile',
	event: 'type, time, place, click',
	user: 'the person, hashed',
	data: 'amount, contents, fields',
	'bounds.ts': 'cuts what is too large',
	bots: 'is it a program?',
	consent: 'may it be sent?',
	'event-in-progress.ts': 'while it is mapped',
	paths: 'where each field is read',
	'unusable.ts': 'says what a field expects',
	'ending.ts': 'why it is not sent',
	'note.ts': 'what was left out',
};

const GATEWAY_CAPTIONS: Captions = {
	cli: 'the command',
	send: 'events from a file',
	'set-up': 'checks what a form holds',
	segment: 'deploys the function',
	'gateway.ts': 'wires the parts',
	'create-app.ts': 'wires what speaks HTTP',
	'protocols/sdk': 'SDKs send here',
	'protocols/webhooks': 'routers post here',
	'protocols/rudderstack': 'transformer calls',
	http: 'what protocols share',
	accept: 'keeps, then answers',
	worker: 'delivers and settles',
	'chores.ts': 'tidies up',
	'queue/queue.ts': 'the interface',
	'queue/rules': 'what both engines keep to',
	'queue/sqlite': 'on disk',
	settings: 'file and environment',
	'listen.ts': 'opens the port',
};

interface Picture {
	readonly rooms: Rooms;
	readonly captions: Captions;
}

const PICTURES: Readonly<Record<string, Picture>> = {
	rooms: { rooms: collapse(LIBRARY, /^(map|routers\/[^/]+)\/.*/), captions: LIBRARY_CAPTIONS },
	map: { rooms: within(LIBRARY, 'map/'), captions: MAP_CAPTIONS },
	gatewayRooms: { rooms: GATEWAY, captions: GATEWAY_CAPTIONS },
};

/** Marker name to picture, as `generateTables` has it. */
export function generatePictures(): Record<string, string> {
	return Object.fromEntries(Object.entries(PICTURES).map(([name, picture]) => [name, draw(picture)]));
}

/** Captions of rooms that are gone. */
export function findStrayCaptions(): string[] {
	return Object.values(PICTURES).flatMap(({ rooms, captions }) =>
		Object.keys(captions).filter((room) => rooms[room] === undefined),
	);
}

/** Rooms of the same folder become one; the first group of the expression is its name. */
function collapse(rooms: Rooms, folders: RegExp): Rooms {
	const toCoarse = (room: string) => room.replace(folders, '$1');
	const coarse: Record<string, string[]> = {};
	for (const [room, targets] of Object.entries(rooms)) {
		const from = toCoarse(room);
		const others = targets.map(toCoarse).filter((to) => to !== from);
		coarse[from] = [...new Set([...(coarse[from] ?? []), ...others])];
	}
	return coarse;
}

/** The rooms in one folder, by their names there, and the edges between them. */
function within(rooms: Rooms, folder: string): Rooms {
	const select = (names: readonly string[]) =>
		names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
	return Object.fromEntries(select(Object.keys(rooms)).map((room) => [room, select(rooms[folder + room] ?? [])]));
}

/** A flowchart without the arrows that others imply: where a way leads through a third room, the short cut is left out. */
function draw({ rooms, captions }: Picture): string {
	const names = Object.keys(rooms);
	const boxes = names.map((room) => `\t${toId(room)}["${toLabel(room, captions[room])}"]`);
	const arrows = names.flatMap((from) => withoutShortCuts(rooms, from).map((to) => `\t${toId(from)} --> ${toId(to)}`));
	return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n');
}

function withoutShortCuts(rooms: Rooms, from: string): readonly string[] {
	const targets = rooms[from] ?? [];
	return targets.filter((to) => !targets.some((other) => other !== to && leadsTo(rooms, other, to)));
}

function leadsTo(rooms: Rooms, from: string, to: string): boolean {
	return (rooms[from] ?? []).some((next) => next === to || leadsTo(rooms, next, to));
}

function toId(room: string): string {
	return room.replaceAll(/\W/g, '_');
}

function toLabel(room: string, caption: string | undefined): string {
	return caption === undefined ? `<b>${room}</b>` : `<b>${room}</b><br/>${caption}`;
}
