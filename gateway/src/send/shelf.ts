/** Texts by key, as bytes outside of V8's heap: collecting garbage neither copies nor visits them, however many there are. */

/** A record is the time when it was saved, the bytes of its text and those that its text may have, and the text. */
const [TEXT_BYTES_AT, ROOM_AT, TEXT_AT] = [8, 12, 16];
/** A text that grows a little keeps its place: room is a multiple of this. Our choice. */
const ROOM_UNIT_BYTES = 32;

export interface Found {
	readonly text: string;
	readonly savedAtMs: number;
}

/**
 * Has two halves: one that is filled now, and the full one before it. When both are full, what only the older one has is lost.
 * So it keeps those keys that were set or asked for last. What is deleted, or outgrows its place, leaves its bytes unused until
 * then.
 */
export class Shelf {
	readonly #halfBytes: number;
	readonly #bytes: Buffer;
	readonly #numbers: DataView;
	/** Where the records of the half that is filled now begin, by key, and those of the half before it. */
	#now = new Map<string, number>();
	#before = new Map<string, number>();
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
		const start = this.#now.get(key);
		if (start !== undefined) return this.#read(start);
		const earlier = this.#before.get(key);
		if (earlier === undefined) return undefined;
		const found = this.#read(earlier);
		this.set(key, found.text, found.savedAtMs);
		return found;
	}

	/** @param text of one-byte characters, such as ASCII. One that is larger than a half is not kept. */
	set(key: string, text: string, savedAtMs: number): void {
		const start = this.#place(key, text.length);
		if (start === undefined) return;
		this.#numbers.setFloat64(start, savedAtMs, true);
		this.#numbers.setUint32(start + TEXT_BYTES_AT, text.length, true);
		this.#bytes.write(text, start + TEXT_AT, 'latin1');
	}

	delete(key: string): void {
		this.#now.delete(key);
		this.#before.delete(key);
	}

	clear(): void {
		this.#now.clear();
		this.#before.clear();
		this.#end = this.#from;
	}

	#read(start: number): Found {
		const end = start + TEXT_AT + this.#numbers.getUint32(start + TEXT_BYTES_AT, true);
		return {
			text: this.#bytes.toString('latin1', start + TEXT_AT, end),
			savedAtMs: this.#numbers.getFloat64(start, true),
		};
	}

	/** Returns where a key's record begins: where it is, or a new place if it has none now or needs more room. */
	#place(key: string, textBytes: number): number | undefined {
		const start = this.#now.get(key);
		if (start !== undefined && textBytes <= this.#numbers.getUint32(start + ROOM_AT, true)) return start;
		const room = Math.ceil(textBytes / ROOM_UNIT_BYTES) * ROOM_UNIT_BYTES;
		const size = TEXT_AT + room + key.length; // What a key takes on the heap counts as bytes of the half.
		if (size > this.#halfBytes) {
			this.delete(key);
			return undefined;
		}
		if (this.#end + size > this.#from + this.#halfBytes) this.#turn();
		return this.#add(key, room, size);
	}

	#add(key: string, room: number, size: number): number {
		const start = this.#end;
		this.#end += size;
		this.#now.set(key, start);
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
