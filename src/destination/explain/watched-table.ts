/** A table of paths that tells which of its places are looked at. The mapper reads it like any other. */

import { PathTable, type Place, type PlaceGroup, type Sources } from '../map/paths/paths.js';
import type { UnknownRecord } from '../primitives/json.js';
import type { Looks } from './looks.js';

/** A group whose object is never missing, so that each of its places is looked at. */
const NEVER_MISSING = -1;
const PLAIN_SEGMENT = /^[\w -]+$/;

/** Every path that is added has a place of its own, also where another field reads the same path: a look names the field. */
export class WatchedTable extends PathTable {
	readonly #looks: Looks;
	readonly #inner: PathTable;
	/** By place: its path as people write it, and its place in the inner table. */
	readonly #paths: { readonly path: string; readonly inner: Place }[] = [];
	readonly #integrationName: string;
	#listed: ReadonlySet<string> | undefined;

	constructor(integrationName: string, looks: Looks) {
		super(integrationName);
		this.#integrationName = integrationName;
		this.#inner = new PathTable(integrationName);
		this.#looks = looks;
	}

	override add = (path: string): Place => this.#own(path, this.#inner.add(path));

	override addDefault = (path: string): Place =>
		this.#own(path.replace('.{integration}', toSegment(this.#integrationName)), this.#inner.addDefault(path));

	override group = (places: readonly Place[]): PlaceGroup[] => [{ from: NEVER_MISSING, places }];

	/** Adds a place that is always empty. */
	addEmpty(): Place {
		return this.#own('', -1);
	}

	/** The path of a place. */
	override pathOf(place: Place): string {
		return this.#paths[place]?.path ?? '';
	}

	/** All paths of the table; the same set until one is added. */
	listPaths(): ReadonlySet<string> {
		this.#listed ??= new Set(this.#paths.map(({ path }) => path).filter((path) => path !== ''));
		return this.#listed;
	}

	override readSources(event: UnknownRecord): Sources {
		const values = this.#inner.readSources(event);
		const look = this.#looks.begin(event);
		const paths = this.#paths;
		return new Proxy(values, {
			get(_target, key) {
				const place = Number(key);
				look(place);
				return values[paths[place]?.inner ?? -1];
			},
		});
	}

	#own(path: string, inner: Place): Place {
		if (path !== '') this.#listed = undefined;
		return this.#paths.push({ path, inner }) - 1;
	}
}

function toSegment(name: string): string {
	return PLAIN_SEGMENT.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
