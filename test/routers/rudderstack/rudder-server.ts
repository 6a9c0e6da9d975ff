/**
 * The router of rudder-server, as a destination sees it: it transforms stored jobs, delivers through the proxy, and
 * decides by status, attempts and time which jobs it sends again.
 * Rules: rudder-server's router, read 2026-11-22.
 */

import {
	type DeliverPorts,
	deliver,
	type ProxyAnswer,
	processRouterDest,
	type RouterOutput,
	type TransformInput,
} from '../../../src/destination/routers/rudderstack/index.js';
import { aMetadata } from './a-job.js';

export type JobState = 'waiting' | 'succeeded' | 'filtered' | 'aborted';

export interface StoredJob {
	readonly jobId: number;
	readonly message: unknown;
	state: JobState;
	attempts: number;
	dontBatch: boolean;
	firstAttemptedAtMs: number | undefined;
	retryAtMs: number;
	/** Its last status and reason. */
	last: string;
}

/** A 5xx job is given up after this many attempts, once this much time has passed. */
const MAX_FAILED_COUNT = 3;
const RETRY_WINDOW_MS = 180 * 60_000;
const MIN_BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = 300_000;

/** The two calls of a router: to the library, or to a transformer elsewhere. */
export interface TransformerCalls {
	transform(inputs: readonly TransformInput[]): Promise<readonly RouterOutput[]>;
	deliver(request: unknown): Promise<ProxyAnswer>;
}

export class RudderServer {
	readonly jobs: StoredJob[];
	readonly #destination: { readonly Config: unknown };
	readonly #jobsPerCall: number;
	readonly #calls: TransformerCalls;
	readonly #retryWindowMs: number;
	#nowMs: number;

	constructor(
		messages: readonly unknown[],
		options: {
			readonly destination: { readonly Config: unknown };
			readonly nowMs: number;
			/** `noOfJobsToBatchInAWorker`, 20 unless configured. */
			readonly jobsPerCall?: number;
			/** Of the library's calls. */
			readonly fetch?: DeliverPorts['fetch'];
			readonly calls?: TransformerCalls;
			/** How long a 5xx is tried, three hours unless configured; one minute for jobs of reverse ETL. */
			readonly retryWindowMs?: number;
		},
	) {
		this.jobs = messages.map((message, index) => ({
			jobId: index + 1,
			message,
			state: 'waiting',
			attempts: 0,
			dontBatch: false,
			firstAttemptedAtMs: undefined,
			retryAtMs: 0,
			last: '',
		}));
		this.#destination = options.destination;
		this.#jobsPerCall = options.jobsPerCall ?? 20;
		this.#calls = options.calls ?? this.#libraryCalls(options.fetch);
		this.#retryWindowMs = options.retryWindowMs ?? RETRY_WINDOW_MS;
		this.#nowMs = options.nowMs;
	}

	nowMs = (): number => this.#nowMs;

	/** Runs until no job waits, or the time has passed. */
	async run(forMs: number): Promise<void> {
		const endMs = this.#nowMs + forMs;
		while (this.#waiting().length > 0 && this.#nowMs < endMs) {
			const due = this.#waiting().filter(({ retryAtMs }) => retryAtMs <= this.#nowMs);
			for (let start = 0; start < due.length; start += this.#jobsPerCall)
				await this.#work(due.slice(start, start + this.#jobsPerCall));
			const next = Math.min(...this.#waiting().map(({ retryAtMs }) => retryAtMs));
			if (Number.isFinite(next)) this.#nowMs = Math.max(this.#nowMs + 1, next);
		}
	}

	/** How many jobs are in which state. */
	tally(): Record<string, number> {
		const tally: Record<string, number> = {};
		for (const { state } of this.jobs) tally[state] = (tally[state] ?? 0) + 1;
		return tally;
	}

	#libraryCalls(fetch: DeliverPorts['fetch']): TransformerCalls {
		const { nowMs } = this;
		return {
			transform: (inputs) => processRouterDest(inputs, { nowMs }),
			deliver: (request) => deliver(request, { nowMs, ...(fetch === undefined ? {} : { fetch }) }),
		};
	}

	#waiting(): StoredJob[] {
		return this.jobs.filter(({ state }) => state === 'waiting');
	}

	async #work(jobs: readonly StoredJob[]): Promise<void> {
		const outputs = await this.#calls.transform(overHttp(jobs.map((job) => this.#toInput(job))));
		const byId = checkJobs(jobs, outputs);
		for (const output of overHttp(outputs)) {
			if ('batchedRequest' in output) await this.#deliver(output, byId);
			else
				for (const { jobId } of output.metadata)
					this.#recordAttempt(find(byId, jobId), output.statusCode, output.error);
		}
	}

	#toInput({ jobId, message, attempts, dontBatch }: StoredJob): TransformInput {
		const metadata = aMetadata(jobId, { attemptNum: attempts, dontBatch });
		return { message, metadata, destination: this.#destination };
	}

	async #deliver(
		output: RouterOutput & { readonly batchedRequest: object },
		byId: ReadonlyMap<number, StoredJob>,
	): Promise<void> {
		const metadata = output.metadata.map((own) => ({ ...own, attemptNum: find(byId, own['jobId']).attempts + 1 }));
		const request = { ...output.batchedRequest, userId: '', metadata, destinationConfig: this.#destination.Config };
		const { response } = overHttp(await this.#calls.deliver(overHttp(request)));
		const answers = new Map(response.map((answer) => [(answer.metadata as { jobId: number }).jobId, answer]));
		for (const { jobId } of output.metadata) {
			const job = find(byId, jobId);
			const answer = answers.get(job.jobId);
			job.dontBatch = (answer?.metadata as { dontBatch?: unknown } | undefined)?.dontBatch === true;
			this.#recordAttempt(job, answer?.statusCode ?? 500, answer?.error ?? 'no answer for this job');
		}
	}

	#recordAttempt(job: StoredJob, statusCode: number, error: string): void {
		job.attempts++;
		job.firstAttemptedAtMs ??= this.#nowMs;
		job.last = `${statusCode} ${error}`;
		job.retryAtMs = this.#nowMs + Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** (job.attempts - 1));
		job.state = this.#stateAfter(job, statusCode, job.firstAttemptedAtMs);
	}

	#stateAfter({ attempts }: StoredJob, statusCode: number, firstMs: number): JobState {
		if (statusCode === 298) return 'filtered';
		if (statusCode >= 200 && statusCode < 300) return 'succeeded';
		if (statusCode === 408 || statusCode === 429) return 'waiting';
		if (statusCode < 500) return 'aborted';
		const isGivenUp = attempts >= MAX_FAILED_COUNT && this.#nowMs - firstMs > this.#retryWindowMs;
		return isGivenUp ? 'aborted' : 'waiting';
	}
}

/** The hard rules: as many jobs out as in, no unknown job, no entry without a job. */
function checkJobs(jobs: readonly StoredJob[], outputs: readonly RouterOutput[]): ReadonlyMap<number, StoredJob> {
	const byId = new Map(jobs.map((job) => [job.jobId, job]));
	const ids = outputs.flatMap(({ metadata }) => metadata.map(({ jobId }) => jobId));
	if (ids.length !== jobs.length) throw new Error(`${jobs.length} jobs in, ${ids.length} out.`);
	if (new Set(ids).size !== ids.length) throw new Error('A job is out twice.');
	for (const id of ids) find(byId, id);
	if (outputs.some(({ metadata }) => metadata.length === 0)) throw new Error('An entry has no job.');
	return byId;
}

function find(byId: ReadonlyMap<number, StoredJob>, jobId: unknown): StoredJob {
	const job = byId.get(jobId as number);
	if (job === undefined) throw new Error('A job is out that was not in.');
	return job;
}

/** A value after its journey as JSON. */
function overHttp<T>(value: T): T {
	return JSON.parse(JSON.stringify(value));
}
