/** `GET` and `POST /api/checks`: what `openai-ads doctor` found when it was last run in here, and another run. */

import type { FastifyInstance } from 'fastify';
import { HttpError } from '../http/http-error.js';

/** Each run asks OpenAI. (product decision) */
const EVERY_MS = 30_000;

/** Findings as `openai-ads doctor --json` prints them. */
export interface CheckResult {
	/** ISO time of the run; absent before the first. */
	readonly at?: string;
	readonly findings: readonly object[];
}

export interface CheckPorts {
	/** Absent where nothing can be checked: the routes then answer 404. */
	readonly runChecks?: (() => Promise<readonly object[]>) | undefined;
	/** Unix milliseconds. */
	nowMs(): number;
	/** Of a clock that does not jump. */
	monotonicMs(): number;
}

/** Results are in memory alone. Who calls while a run is under way gets its result. */
export function addCheckRoutes(app: FastifyInstance, { runChecks, nowMs, monotonicMs }: CheckPorts): void {
	let last: CheckResult = { findings: [] };
	let startedMs = Number.NEGATIVE_INFINITY;
	let running: Promise<CheckResult> | undefined;
	const run = async (check: () => Promise<readonly object[]>) => {
		startedMs = monotonicMs();
		const at = new Date(nowMs()).toISOString();
		try {
			last = { at, findings: await check() };
			return last;
		} finally {
			running = undefined;
		}
	};
	app.get('/api/checks', async () => {
		if (runChecks === undefined) throw NO_CHECKS;
		return last;
	});
	app.post('/api/checks', async () => {
		if (runChecks === undefined) throw NO_CHECKS;
		const waitMs = startedMs + EVERY_MS - monotonicMs();
		if (running === undefined && waitMs > 0) throw tooSoon(Math.ceil(waitMs / 1000));
		running ??= run(runChecks);
		return running;
	});
}

function tooSoon(seconds: number): HttpError {
	return new HttpError(429, 'rate_limited', `Checks run once in 30 s. Try again in ${seconds} s.`, seconds);
}

const NO_CHECKS = new HttpError(404, 'not_found', 'Nothing is checked in here. Run openai-ads doctor.');
