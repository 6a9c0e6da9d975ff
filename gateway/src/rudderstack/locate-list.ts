/** Finds a list inside the text of a JSON file, so that one entry can be added and every other byte stays. Pure. */

/** Offsets of the brackets: `start` of `[`, `end` of `]`. */
export interface ListPlace {
	readonly start: number;
	readonly end: number;
}

type Key = string | number;
interface Frame {
	readonly isList: boolean;
	readonly start: number;
	/** Where in it we are. */
	key: Key;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The place of the list at a path, in text that is known to be JSON. Of keys that stand twice the last counts, as for `JSON.parse`.
 *
 *   locateList('{"sources":[{"destinations":[]}]}', ['sources', 0, 'destinations']) // { start: 28, end: 29 }
 */
export function locateList(text: string, path: readonly Key[]): ListPlace | undefined {
	const frames: Frame[] = [];
	let place: ListPlace | undefined;
	let previous = '';
	for (const { 0: token, index } of text.matchAll(TOKEN)) {
		const frame = frames.at(-1);
		if (token === '[' || token === '{')
			frames.push({ isList: token === '[', start: index, key: token === '[' ? 0 : '' });
		else if (token === ']' || token === '}') {
			const closed = frames.pop();
			if (closed?.isList && isAt(frames, path)) place = { start: closed.start, end: index };
		} else if (token === ':' && frame !== undefined) frame.key = JSON.parse(previous);
		else if (token === ',' && frame?.isList) frame.key = Number(frame.key) + 1;
		previous = token;
	}
	return place;
}

function isAt(frames: readonly Frame[], path: readonly Key[]): boolean {
	return frames.length === path.length && frames.every(({ key }, depth) => key === path[depth]);
}
