/** Posts what is due: each alert by itself, so that none waits for another's answer, and nothing else waits for any. */

import type { Log } from '../log.js';
import type { AlertSettings } from '../settings/alerts-schema.js';
import { type Alert, TOO_MANY } from './alert.js';
import type { AlertBook } from './alert-book.js';
import { takePost } from './post-limit.js';
import { type PostPorts, postOnce } from './post-once.js';

/** Waits before each attempt. (product decision) */
const WAITS_MS = [0, 1000, 10_000, 60_000];

export interface PosterPorts extends PostPorts {
	readonly book: AlertBook;
	readonly log: Pick<Log, 'error' | 'warn'>;
	readSettings(): AlertSettings;
	nowMs(): number;
}

/** A post under way, or over and yet to be written down. */
interface Posting {
	readonly state: Alert['state'];
	readonly stopping: AbortController;
	isRunning: boolean;
	/** `{}` if it was posted; `undefined` while nobody knows. */
	outcome: { readonly problem?: string } | undefined;
}

const FAILED = 'An alert could not be posted. It is not tried again; GET /api/alerts of the admin listener has it.';
const UNWRITTEN = 'What became of an alert could not be written down. Trying again.';
const LIMITED = 'More alerts than are posted within an hour. The rest is counted in one message later.';

export class AlertPoster {
	readonly #ports: PosterPorts;
	readonly #postings = new Map<string, Posting>();
	readonly #runs = new Set<Promise<void>>();

	constructor(ports: PosterPorts) {
		this.#ports = ports;
	}

	/** Begins with what is due and not under way; a newer state takes the place of an older one. Returns at once. */
	post(due: readonly Alert[]): void {
		if (this.#ports.readSettings().webhook === undefined) return;
		for (const alert of due) {
			const known = this.#postings.get(alert.id);
			if (known?.state !== alert.state) {
				known?.stopping.abort();
				this.#run(alert, { state: alert.state, stopping: new AbortController(), isRunning: false, outcome: undefined });
			} else if (!known.isRunning) this.#run(alert, known);
		}
	}

	/** Resolves once it is written down what was posted. What was not is due after the next start. */
	async close(): Promise<void> {
		for (const { stopping } of this.#postings.values()) stopping.abort();
		await Promise.all(this.#runs);
	}

	#run(alert: Alert, posting: Posting): void {
		posting.isRunning = true;
		this.#postings.set(alert.id, posting);
		const run = this.#finish(alert, posting)
			.catch((error: unknown) => this.#ports.log.warn({ err: error }, UNWRITTEN))
			.finally(() => {
				posting.isRunning = false;
				this.#runs.delete(run);
			});
		this.#runs.add(run);
	}

	async #finish(alert: Alert, posting: Posting): Promise<void> {
		// Posted before, but the disk refused to remember it: it is not posted again.
		posting.outcome ??= await this.#send(alert, posting);
		if (posting.outcome !== undefined) await this.#remember(alert, posting.outcome.problem);
		if (this.#postings.get(alert.id) === posting) this.#postings.delete(alert.id);
	}

	/** `undefined` if it was stopped. */
	async #send(alert: Alert, { stopping }: Posting): Promise<{ problem?: string } | undefined> {
		if (!(await this.#mayPost(alert))) return { problem: TOO_MANY };
		let problem: string | undefined;
		for (const waitMs of WAITS_MS) {
			if (waitMs > 0) await this.#ports.sleep(waitMs, stopping.signal);
			const settings = this.#ports.readSettings();
			const { webhook } = settings;
			if (stopping.signal.aborted || webhook === undefined) return undefined;
			problem = await postOnce({ ...settings, webhook }, alert.body, this.#ports, stopping.signal);
			if (stopping.signal.aborted) return undefined;
			if (problem === undefined) return {};
		}
		return { problem: `${toHost(this.#ports.readSettings())} ${problem}` };
	}

	/** The message that counts the rest is itself the first of an hour. */
	async #mayPost({ rule, state }: Alert): Promise<boolean> {
		if (rule === 'more_alerts') return true;
		let [isAllowed, isNews] = [true, false];
		await this.#ports.book.change(({ limit }) => {
			const taken = takePost(limit, state, this.#ports.nowMs());
			isAllowed = taken.isAllowed;
			isNews = !isAllowed && limit.rest.firing + limit.rest.over === 0;
			return { limit: taken.limit };
		});
		if (isNews) this.#ports.log.warn({}, LIMITED);
		return isAllowed;
	}

	async #remember({ id, state, rule, body }: Alert, problem: string | undefined): Promise<void> {
		const { book, log, nowMs } = this.#ports;
		await book.change(({ alerts }) => {
			const alert = alerts.find((each) => each.id === id && each.state === state);
			if (alert === undefined) return {};
			const atMs = nowMs();
			if (problem === undefined) {
				return { alerts: [{ ...alert, isDue: false, posts: [...alert.posts, { state, atMs }] }] };
			}
			return { alerts: [{ ...alert, isDue: false, notPosted: { atMs, problem } }] };
		});
		if (problem === undefined || problem === TOO_MANY) return;
		log.error({ alert: rule, state, pixel: body.pixel?.name, problem }, FAILED);
	}
}

/** All that is shown of the address. */
export function toHost({ webhook }: Pick<AlertSettings, 'webhook'>): string {
	return webhook === undefined ? 'the receiver' : new URL(webhook).host;
}
