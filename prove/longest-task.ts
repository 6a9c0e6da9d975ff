/** The longest task of a page, out of a trace of Chromium. */

interface TraceEvent {
	readonly name: string;
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	/** Thread time, microseconds. */
	readonly tdur?: number;
	readonly args: { readonly name?: string };
}

/** Fewer are no trace of a page that works. */
const MIN_TASKS = 500;

/** In processor time: what a busy machine takes from the page is none of the page's doing. */
export function findLongestMs(trace: Buffer): number {
	const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
	const isMain = ({ name, args }: TraceEvent) => name === 'thread_name' && args.name === 'CrRendererMain';
	const threads = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
	const tasks = traceEvents.filter(({ ph, pid, tid, tdur }) => ph === 'X' && tdur && threads.has(`${pid} ${tid}`));
	if (tasks.length < MIN_TASKS) throw new Error('The trace holds no tasks of the page.');
	return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0);
}
