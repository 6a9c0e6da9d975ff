/**
 * Paths into analytics events, compiled once. All places of an event are read in one pass: many paths share their
 * beginning (`context.traits.…`), and nearly all of them are needed anyway.
 */

import toPath from 'lodash/toPath.js';
import type { UnknownRecord } from '../../primitives/json.js';
import { INTEGRATION } from './output-fields.js';
import { createReader, type Step } from './read-steps.js';
import { type Place, Sources } from './sources.js';

/** The event itself, where a path begins. */
const ROOT = -1;

/** Places in one object, which is at `from`. */
export interface PlaceGroup {
	readonly from: Place;
	readonly places: readonly Place[];
}

/** Compiles paths and reads them. Add all paths first, then read events. */
export class PathTable {
	readonly #integrationName: string;
	readonly #steps: Step[] = [];
	/** The index of each step, by where it comes from and its key. */
	readonly #known = new Map<string, number>();
	#read: ((root: UnknownRecord) => readonly unknown[]) | undefined;

	constructor(integrationName: string) {
		this.#integrationName = integrationName;
	}

	/** Adds a user's path, in lodash's notation: `properties.items[0]["unit price"]`. */
	add = (path: string): Place => this.#addSegments(toPath(path));

	/** Adds a path of our own tables, with the setting `integrationName` filled in. */
	addDefault = (path: string): Place =>
		this.#addSegments(path.split('.').map((segment) => (segment === INTEGRATION ? this.#integrationName : segment)));

	/** Groups places that lie side by side in one object, in the same order: if it is missing, all of them are. */
	group = (places: readonly Place[]): PlaceGroup[] => {
		const groups: { from: Place; places: Place[] }[] = [];
		for (const place of places) {
			const from = this.#steps[place]?.from ?? ROOT;
			const last = groups.at(-1);
			if (last?.from === from) last.places.push(place);
			else groups.push({ from, places: [place] });
		}
		return groups;
	};

	/** The path of a place as people write it: `properties.total`. */
	pathOf(place: Place): string {
		const step = this.#steps[place];
		if (step === undefined) return '';
		return step.from === ROOT ? step.key : `${this.pathOf(step.from)}.${step.key}`;
	}

	/** Reads all places of an event. Throws only if the event's own getters throw. */
	readSources(event: UnknownRecord): Sources {
		this.#read ??= createReader(this.#steps);
		return new Sources(this.#read(event));
	}

	#addSegments(segments: readonly string[]): Place {
		return segments.reduce((from, key) => this.#stepOf(from, key), ROOT);
	}

	#stepOf(from: number, key: string): number {
		const id = `${from} ${key}`;
		const step = this.#known.get(id) ?? this.#steps.push({ from, key }) - 1;
		this.#known.set(id, step);
		return step;
	}
}

/** True if the object is missing in which these places lie. */
export function isMissing({ from }: PlaceGroup, { byPlace }: Sources): boolean {
	return from !== ROOT && byPlace[from] === undefined;
}
