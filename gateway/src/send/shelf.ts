/** Texts by key, as bytes outside of V8's heap: collecting garbage neither copies nor visits them, however many there are. */

/** A record is the time when it was saved, the bytes of its key, of its text and that its text may have, the key, and the text. */
const [KEY_BYTES_AT, TEXT_BYTES_AT, ROOM_AT, KEY_AT] = [8, 12, 16, 20];
/** A text that grows a little keeps its place: room is a multiple of this. Our choice. */
const ROOM_UNIT_BYTES = 32;
/** Of what is smaller, fewer fit than bytes would allow. Our choice. */
const MIN_RECORD_BYTES = 128;
/** Of a key, its last characters tell it apart well enough. They are digits of a digest. */
const HASHED_CHARACTERS = 8;

export interface Found {
	readonly text: string;
	/** `-Infinity` once it is deleted. */
	readonly savedAtMs: number;
}

/** Takes texts until it is full. What is deleted, or outgrows its place, leaves its bytes unused until all is cleared. */
export class Shelf {
	readonly #bytes: Buffer;
	/** A hash table: pairs of a key's hash and where its record begins, plus 1; a pair without a record ends a search. */
	readonly #places: Uint32Array;
	#end = 0;
	#keys = 0;

	constructor(sizeBytes: number) {
		this.#bytes = Buffer.allocUnsafeSlow(sizeBytes);
		this.#places = new Uint32Array(2 ** Math.ceil(Math.log2((2 * sizeBytes) / MIN_RECORD_BYTES) + 1));
	}

	get(key: string): Found | undefined {
		const start = this.#startAt(this.#findPlace(key));
		if (start === undefined) return undefined;
		const textStart = start + KEY_AT + this.#bytes.readUInt32LE(start + KEY_BYTES_AT);
		const text = this.#bytes.toString('utf8', textStart, textStart + this.#bytes.readUInt32LE(start + TEXT_BYTES_AT));
		return { text, savedAtMs: this.#bytes.readDoubleLE(start) };
	}

	/** @param text is not empty. @returns whether there is room */
	set(key: string, text: string, savedAtMs: number): boolean {
		const place = this.#findPlace(key);
		const textBytes = Buffer.byteLength(text);
		let start = this.#startAt(place);
		if (start === undefined || textBytes > this.#bytes.readUInt32LE(start + ROOM_AT)) {
			start = this.#addRecord(key, textBytes, place);
			if (start === undefined) return false;
		}
		this.#bytes.writeDoubleLE(savedAtMs, start);
		this.#bytes.writeUInt32LE(textBytes, start + TEXT_BYTES_AT);
		this.#bytes.write(text, start + KEY_AT + this.#bytes.readUInt32LE(start + KEY_BYTES_AT));
		return true;
	}

	delete(key: string): void {
		const start = this.#startAt(this.#findPlace(key));
		if (start !== undefined) this.#bytes.writeDoubleLE(Number.NEGATIVE_INFINITY, start);
	}

	clear(): void {
		this.#places.fill(0);
		this.#end = 0;
		this.#keys = 0;
	}

	#addRecord(key: string, textBytes: number, place: number): number | undefined {
		const keyBytes = Buffer.byteLength(key);
		const room = Math.ceil(textBytes / ROOM_UNIT_BYTES) * ROOM_UNIT_BYTES;
		const start = this.#end;
		const end = start + KEY_AT + keyBytes + room;
		// A table that is at most half full has short searches.
		if (end > this.#bytes.length || this.#keys >= this.#places.length / 4) return undefined;
		this.#bytes.writeUInt32LE(keyBytes, start + KEY_BYTES_AT);
		this.#bytes.writeUInt32LE(room, start + ROOM_AT);
		this.#bytes.write(key, start + KEY_AT);
		if (this.#places[place + 1] === 0) this.#keys++;
		this.#places[place] = hashOf(key);
		this.#places[place + 1] = start + 1;
		this.#end = end;
		return start;
	}

	#startAt(place: number): number | undefined {
		const start = this.#places[place + 1] ?? 0;
		return start === 0 ? undefined : start - 1;
	}

	/** Of the key's pair, or of the one that it would take. */
	#findPlace(key: string): number {
		const hash = hashOf(key);
		const last = this.#places.length - 2;
		let place = (hash << 1) & last;
		while (this.#places[place + 1] !== 0) {
			if (this.#places[place] === hash && this.#hasKey(place, key)) return place;
			place = (place + 2) & last;
		}
		return place;
	}

	#hasKey(place: number, key: string): boolean {
		const start = (this.#places[place + 1] as number) - 1 + KEY_AT; // The place is taken.
		return this.#bytes.toString('utf8', start, start + this.#bytes.readUInt32LE(start - KEY_AT + KEY_BYTES_AT)) === key;
	}
}

/** FNV-1a, 32 bits. */
function hashOf(key: string): number {
	let hash = key.length;
	for (let index = Math.max(0, key.length - HASHED_CHARACTERS); index < key.length; index++)
		hash = Math.imul(hash ^ key.charCodeAt(index), 16_777_619);
	return (hash ^ (hash >>> 15)) >>> 0;
}
