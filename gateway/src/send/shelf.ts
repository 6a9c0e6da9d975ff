/** Texts by key, as bytes outside of V8's heap: collecting garbage neither copies nor visits them, however many there are. */

/** A record is the time when it was saved, the bytes of its text and that its text may have, and the text. */
const [TEXT_BYTES_AT, ROOM_AT, TEXT_AT] = [8, 12, 16];
/** A text that grows a little keeps its place: room is a multiple of this. Our choice. */
const ROOM_UNIT_BYTES = 32;

export interface Found {
	readonly text: string;
	readonly savedAtMs: number;
}

/** Takes texts until it is full. What is deleted, or outgrows its place, leaves its bytes unused until all is cleared. */
export class Shelf {
	readonly #bytes: Buffer;
	/** Where each key's record begins. */
	readonly #starts = new Map<string, number>();
	#end = 0;

	constructor(sizeBytes: number) {
		this.#bytes = Buffer.allocUnsafeSlow(sizeBytes);
	}

	get(key: string): Found | undefined {
		const start = this.#starts.get(key);
		if (start === undefined) return undefined;
		const end = start + TEXT_AT + this.#bytes.readUInt32LE(start + TEXT_BYTES_AT);
		return { text: this.#bytes.toString('utf8', start + TEXT_AT, end), savedAtMs: this.#bytes.readDoubleLE(start) };
	}

	/** Returns whether there is room. */
	set(key: string, text: string, savedAtMs: number): boolean {
		const textBytes = Buffer.byteLength(text);
		let start = this.#starts.get(key);
		if (start === undefined || textBytes > this.#bytes.readUInt32LE(start + ROOM_AT)) {
			start = this.#addRecord(key, textBytes);
			if (start === undefined) return false;
		}
		this.#bytes.writeDoubleLE(savedAtMs, start);
		this.#bytes.writeUInt32LE(textBytes, start + TEXT_BYTES_AT);
		this.#bytes.write(text, start + TEXT_AT);
		return true;
	}

	delete(key: string): void {
		this.#starts.delete(key);
	}

	clear(): void {
		this.#starts.clear();
		this.#end = 0;
	}

	/** Returns where it begins. What a key takes on the heap counts as bytes of the shelf. */
	#addRecord(key: string, textBytes: number): number | undefined {
		const room = Math.ceil(textBytes / ROOM_UNIT_BYTES) * ROOM_UNIT_BYTES;
		const start = this.#end;
		const end = start + TEXT_AT + room + key.length;
		if (end > this.#bytes.length) return undefined;
		this.#bytes.writeUInt32LE(room, start + ROOM_AT);
		this.#starts.set(key, start);
		this.#end = end;
		return start;
	}
}
