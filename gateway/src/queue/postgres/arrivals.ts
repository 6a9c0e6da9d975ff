/** Notices that another gateway has added events: nothing has to be left on a connection for it, as LISTEN would. */

import type { Database } from './database.js';

const EVERY_MS = 200;
/** Nobody else adds events to a gateway that is alone, but for a command such as `move`: it looks every second. Our choice. */
const ALONE = 5;
/** So often it is told after an arrival was seen, since it may still be on its way into the database: 2 s. Our choice. */
const AGAIN = 10;
/** Keys are taken from here before their events are committed. */
const LAST = 'SELECT last_value AS key FROM @queue_key_seq';

export interface ArrivalPorts {
	/** Whether it owns something to add to. */
	isOwner(): boolean;
	/** Whether there are other gateways. */
	hasOthers(): boolean;
	tell(): void;
}

export class Arrivals {
	readonly #database: Database;
	readonly #ports: ArrivalPorts;
	#timer: NodeJS.Timeout | undefined;
	#lastKey: string | undefined;
	#left = 0;
	#isLooking = false;
	#skipped = 0;

	constructor(database: Database, ports: ArrivalPorts) {
		this.#database = database;
		this.#ports = ports;
	}

	start(): void {
		this.#timer = setInterval(() => void this.#look(), EVERY_MS).unref();
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	async #look(): Promise<void> {
		if (this.#isLooking || !this.#ports.isOwner()) return;
		if (!this.#ports.hasOthers() && ++this.#skipped % ALONE !== 0) return;
		this.#isLooking = true;
		try {
			const [row] = await this.#database.query<{ key: string }>(LAST);
			if (row?.key !== this.#lastKey) this.#left = AGAIN;
			this.#lastKey = row?.key;
			if (this.#left-- > 0) this.#ports.tell();
		} catch {
			// The database is away, which is reported once.
		} finally {
			this.#isLooking = false;
		}
	}
}
