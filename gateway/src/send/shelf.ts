/** Texts by key, as bytes outside of V8's heap: collecting garbage neither copies nor visits them, however many there are. */

/** A record is the time when it was saved, the bytes of its key, those of its text, those that both may have, and the two. */
const [KEY_BYTES_AT, TEXT_BYTES_AT, ROOM_AT, KEY_AT] = [8, 12, 16, 20];
/** A text that grows a little keeps its place: room is a multiple of this. Our choice. */
const ROOM_UNIT_BYTES = 32;

export interface Found {
	readonly text: string;
	readonly savedAtMs: number;
}

/**
 * Has two halves: one that is filled now, and the full one before it. When both are full, what only the older one has is lost.
 * So it keeps those keys that were set or asked for last. What is deleted, or outgrows its place, leaves its bytes unused until
 * then. Keys are bytes too: V8's heap has only a number for each. Of two keys with the same number one can be lost, and neither
 * is ever taken for the other.
 */
export class Shelf {
	readonly #halfBytes: number;
	readonly #bytes: Buffer;
	readonly #numbers: DataView;
	/** Where the records of the half that is filled now begin, by their keys' numbers, and those of the half before it. */
	#now = new Map<number, number>();
	#before = new Map<number, number>();
	/** The half that is filled now begins at `#from`, and is filled up to `#end`. */
	#from = 0;
	#end = 0;

	/** @param halfBytes what is kept at least of the keys used last, and at most twice that */
	constructor(halfBytes: number) {
		this.#halfBytes = halfBytes;
		this.#bytes = Buffer.allocUnsafeSlow(2 * halfBytes);
		this.#numbers = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
	}

	/** Whoever is asked for is used. */
	get(key: string): Found | undefined {
		const number = toNumber(key);
		const found = this.#read(this.#now.get(number), key);
		if (found !== undefined) return found;
		const earlier = this.#read(this.#before.get(number), key);
		if (earlier !== undefined) this.set(key, earlier.text, earlier.savedAtMs);
		return earlier;
	}

	/**
	 * @param key of one-byte characters, such as ASCII
	 * @param text of one-byte characters. One that is larger than a half is not kept.
	 */
	set(key: string, text: string, savedAtMs: number): void {
		const start = this.#place(toNumber(key), key.length + text.length);
		if (start === undefined) return;
		this.#numbers.setFloat64(start, savedAtMs, true);
		this.#numbers.setUint32(start + KEY_BYTES_AT, key.length, true);
		this.#numbers.setUint32(start + TEXT_BYTES_AT, text.length, true);
		this.#bytes.write(key + text, start + KEY_AT, 'latin1');
	}

	delete(key: string): void {
		this.#remove(toNumber(key));
	}

	clear(): void {
		this.#now.clear();
		this.#before.clear();
		this.#end = this.#from;
	}

	#remove(number: number): void {
		this.#now.delete(number);
		this.#before.delete(number);
	}

	/** @returns what begins there, unless it is another key's */
	#read(start: number | undefined, key: string): Found | undefined {
		if (start === undefined) return undefined;
		const textAt = start + KEY_AT + this.#numbers.getUint32(start + KEY_BYTES_AT, true);
		if (this.#bytes.toString('latin1', start + KEY_AT, textAt) !== key) return undefined;
		const end = textAt + this.#numbers.getUint32(start + TEXT_BYTES_AT, true);
		return { text: this.#bytes.toString('latin1', textAt, end), savedAtMs: this.#numbers.getFloat64(start, true) };
	}

	/** Returns where a key's record begins: where it is, or a new place if it has none now or needs more room. */
	#place(number: number, sizeBytes: number): number | undefined {
		const start = this.#now.get(number);
		if (start !== undefined && sizeBytes <= this.#numbers.getUint32(start + ROOM_AT, true)) return start;
		const room = Math.ceil(sizeBytes / ROOM_UNIT_BYTES) * ROOM_UNIT_BYTES;
		if (KEY_AT + room > this.#halfBytes) {
			this.#remove(number);
			return undefined;
		}
		if (this.#end + KEY_AT + room > this.#from + this.#halfBytes) this.#turn();
		return this.#add(number, room);
	}

	#add(number: number, room: number): number {
		const start = this.#end;
		this.#end += KEY_AT + room;
		this.#now.set(number, start);
		this.#before.delete(number); // Else its older text would be found once another key has taken this place.
		this.#numbers.setUint32(start + ROOM_AT, room, true);
		return start;
	}

	/** Begins to fill the other half. */
	#turn(): void {
		[this.#now, this.#before] = [this.#before, this.#now];
		this.#now.clear();
		this.#from = this.#halfBytes - this.#from;
		this.#end = this.#from;
	}
}

/** Keys are a letter and a digest, of which the last characters tell as much as all. */
const CHARACTERS_COUNTED = 8;

/** 30 bits of a key (FNV-1a), a number that V8 keeps without memory of its own. */
function toNumber(key: string): number {
	let hash = addUnit(0x811c9dc5, key.charCodeAt(0));
	for (let index = Math.max(0, key.length - CHARACTERS_COUNTED); index < key.length; index++)
		hash = addUnit(hash, key.charCodeAt(index));
	return hash & 0x3fff_ffff;
}

function addUnit(hash: number, unit: number): number {
	return Math.imul(hash ^ unit, 0x01000193);
}
