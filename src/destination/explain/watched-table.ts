/** A table of paths that tells which of its places are used. The mapper reads it like any other. */

import { PathTable, type PlaceGroup } from '../map/paths/paths.js';
import { type Place, readPlace, Sources } from '../map/paths/sources.js';
import type { UnknownRecord } from '../primitives/json.js';
import type { Uses } from './uses.js';

/** A group whose object is never missing: the table's own places have no object in common. */
const NEVER_MISSING = -1;
const PLAIN_SEGMENT = /^[\w -]+$/;

/** Every path that is added has a place of its own, also where another field reads the same path: a use names the field. */
export class WatchedTable extends PathTable {
	readonly #uses: Uses;
	readonly #inner: PathTable;
	/** By place: its path as people write it, and its place in the inner table. */
	readonly #paths: { readonly path: string; readonly inner: Place }[] = [];
	readonly #integrationName: string;
	#listed: ReadonlySet<string> | undefined;

	constructor(integrationName: string, uses: Uses) {
		super(integrationName);
		this.#integrationName = integrationName;
		this.#inner = new PathTable(integrationName);
		this.#uses = uses;
	}

	override add = (path: string): Place => this.#own(path, this.#inner.add(path));

	override addDefault = (path: string): Place =>
		this.#own(path.replace('.{integration}', toSegment(this.#integrationName)), this.#inner.addDefault(path));

	override group = (places: readonly Place[]): PlaceGroup[] => [{ from: NEVER_MISSING, places }];

	/** The path of a place. */
	override pathOf(place: Place): string {
		return this.#paths[place]?.path ?? '';
	}

	/** All paths of the table; the same set until one is added. */
	listPaths(): ReadonlySet<string> {
		this.#listed ??= new Set(this.#paths.map(({ path }) => path));
		return this.#listed;
	}

	override readSources(event: UnknownRecord): Sources {
		const inner = this.#inner.readSources(event);
		const values: unknown[] = [];
		for (const own of this.#paths) values.push(readPlace(inner, own.inner));
		return new Sources(values, this.#uses.begin(event));
	}

	#own(path: string, inner: Place): Place {
		this.#listed = undefined;
		return this.#paths.push({ path, inner }) - 1;
	}
}

function toSegment(name: string): string {
	return PLAIN_SEGMENT.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
