/** Which transactions a statement sees, as the server's `pg_current_snapshot()` tells. */

/**
 * Of a text such as `10:20:10,14`: none from 20 on had ended when it was taken, and of those before, 10 and 14 had not.
 *
 * @source https://www.postgresql.org/docs/13/functions-info.html#FUNCTIONS-PG-SNAPSHOT-PARTS (read 2026-11-27)
 */
export class Snapshot {
	static readonly OF_NOTHING = new Snapshot('0:0:');
	readonly #end: bigint;
	readonly #underWay: ReadonlySet<bigint>;

	constructor(text: string) {
		const [, end = '0', underWay = ''] = text.split(':');
		this.#end = BigInt(end);
		this.#underWay = new Set(underWay === '' ? [] : underWay.split(',').map(BigInt));
	}

	/** @param transactionId of one that was committed, at any time; `pg_current_xact_id()` tells it */
	sees(transactionId: bigint): boolean {
		return transactionId < this.#end && !this.#underWay.has(transactionId);
	}
}
