/** How the cost of work grows with its size. Unlike a time, it is the same on every machine and under every load. */

const TRIES = 3;
/** What is measured takes at least so long; below it the measuring itself would show. */
const LEAST_MS = 5;

type Work = () => unknown;

/**
 * What the larger work costs, in times of the smaller: about 4 for four times as much if the cost is linear, 16 if it is quadratic.
 *
 *   expect(await growth((bytes) => () => parse('x'.repeat(bytes)), 50_000, 200_000)).to.be.below(8)
 *
 * @param workOf what to do for a size; what it prepares is not counted
 */
export async function growth(workOf: (size: number) => Work, small: number, large: number): Promise<number> {
	const [one, other] = [workOf(small), workOf(large)];
	await other(); // Compiled and warm.
	const times = Math.ceil(LEAST_MS / Math.max(await cpuMsOf(one, 1), 0.01));
	let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
	for (let attempt = 0; attempt < TRIES; attempt++) {
		least = Math.min(least, await cpuMsOf(one, times));
		most = Math.min(most, await cpuMsOf(other, times));
	}
	return most / least;
}

/** Of the process, so that waiting for a busy machine costs nothing. */
async function cpuMsOf(work: Work, times: number): Promise<number> {
	const before = process.cpuUsage();
	for (let done = 0; done < times; done++) await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
