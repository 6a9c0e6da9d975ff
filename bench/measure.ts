/** Times work in interleaved rounds, so that noise on the machine affects every row alike. */

/** One row: prepared input for each round, and the work on all of it. */
export interface Row<Input> {
	readonly name: string;
	prepare(round: number): Input;
	work(input: Input): unknown;
}

/** Microseconds per event, by row: one figure for each round after the warm-up. */
export function measure(rows: readonly Row<unknown>[], rounds: number, eventsPerRound: number): Map<string, number[]> {
	const times = new Map<string, number[]>(rows.map(({ name }) => [name, []]));
	const warmUp = Math.ceil(rounds / 3);
	for (let round = 0; round < rounds + warmUp; round++) {
		for (const row of rows) {
			const input = row.prepare(round);
			const startNs = process.hrtime.bigint();
			row.work(input);
			const us = Number(process.hrtime.bigint() - startNs) / 1000 / eventsPerRound;
			if (round >= warmUp) times.get(row.name)?.push(us);
		}
	}
	return times;
}

export function median(list: readonly number[]): number {
	const sorted = [...list].sort((one, other) => one - other);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}
