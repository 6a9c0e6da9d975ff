/** Looks at the pixels every few seconds, and tells what changed. Never on the way of an event. */

import type { Log } from '../log.js';
import { createMinuteCount } from '../minute-count.js';
import { type AlertStore, ENDED_KEPT_MS } from '../queue/alert-store.js';
import type { Counts } from '../queue/counts.js';
import type { Store } from '../queue/store.js';
import type { AlertSettings } from '../settings/alerts-schema.js';
import type { Alert } from './alert.js';
import { AlertBook, type Change, type Page } from './alert-book.js';
import { AlertPoster, toHost } from './alert-poster.js';
import type { AlertsPort, TestOutcome } from './alerts-port.js';
import { type AlertsView, toAlertsView } from './alerts-view.js';
import { composeRest, composeTest, type Teller } from './compose-body.js';
import { endOrphans, findChanges, type Moment } from './find-changes.js';
import { HourCounts } from './hour-counts.js';
import { observePixel, type WatchedPixel } from './observe-pixel.js';
import { isPast, MAX_POSTS, takePost } from './post-limit.js';
import { type PostPorts, postOnce } from './post-once.js';

/** The soonest that a rule wants is a minute; this is how late it may be. Our choice. */
const EVERY_MS = 15_000;
/** Between two tests. (product decision) */
export const TEST_EVERY_MS = 30_000;

/** What the message that counts the rest is about. */
const NO_PIXEL = '';

export interface AlertPorts extends PostPorts {
	readonly store: Pick<Store, 'pixel'> & { readonly alerts: AlertStore; readonly counts: Pick<Counts, 'read'> };
	readonly log: Pick<Log, 'error' | 'warn'>;
	listPixels(): readonly WatchedPixel[];
	/** As they are at this moment. */
	readSettings(): AlertSettings;
	readTeller(): Teller;
	/** Unix milliseconds. */
	nowMs(): number;
}

export class AlertWatch implements AlertsPort {
	readonly #ports: AlertPorts;
	readonly #book: AlertBook;
	readonly #poster: AlertPoster;
	readonly #hours: HourCounts;
	readonly #closing = new AbortController();
	#running: Promise<void> | undefined;
	#testedMs = Number.NEGATIVE_INFINITY;

	constructor(ports: AlertPorts) {
		this.#ports = ports;
		this.#book = new AlertBook(ports.store.alerts);
		this.#poster = new AlertPoster({ ...ports, book: this.#book });
		this.#hours = new HourCounts(ports.store.counts);
	}

	start(): void {
		this.#running ??= this.#run();
	}

	/** Looks once, writes down what changed, and begins to post it. Rejects if the disk refuses; then nothing is posted. */
	async check(): Promise<void> {
		const { listPixels, nowMs, readSettings, readTeller } = this.#ports;
		const moment: Moment = { nowMs: nowMs(), rules: readSettings().rules, teller: readTeller() };
		await this.#hours.update(moment.nowMs);
		const pixels = listPixels();
		const told = await this.#findTold(pixels);
		const observed = await Promise.all(
			pixels
				.filter(({ pixelId }) => told.has(pixelId))
				.map((pixel) => observePixel(pixel, this.#ports.store.pixel(pixel.pixelId), this.#hours, moment)),
		);
		const pixelIds = new Set(pixels.map(({ pixelId }) => pixelId));
		await this.#book.change((page) => {
			const orphans = page.alerts.filter(({ pixelId }) => told.has(pixelId) && !pixelIds.has(pixelId));
			const changed = [
				...observed.flatMap((each) => findChanges(each, page.alerts, moment)),
				...endOrphans(orphans, moment),
			];
			return told.has(NO_PIXEL) ? withRest({ alerts: changed }, page, moment) : { alerts: changed };
		});
		const { alerts } = await this.#book.read();
		this.#poster.post(alerts.filter(({ isDue, pixelId }) => isDue && told.has(pixelId)));
	}

	/** The pixels that this gateway tells of: its own, and those that nobody sends, configured or not, if that falls to it. */
	async #findTold(pixels: readonly WatchedPixel[]): Promise<ReadonlySet<string>> {
		const known = new Set(pixels.map(({ pixelId }) => pixelId));
		const { alerts } = await this.#book.read();
		const orphans = alerts.filter(({ pixelId, isDue, state }) => !known.has(pixelId) && (isDue || state === 'firing'));
		const unsent = await this.#ports.store.alerts.findUnsent([
			...new Set([
				NO_PIXEL,
				...pixels.filter(({ isStarted, isOwned }) => !isStarted && !isOwned).map(({ pixelId }) => pixelId),
				...orphans.map(({ pixelId }) => pixelId),
			]),
		]);
		return new Set([...pixels.filter(({ isOwned }) => isOwned).map(({ pixelId }) => pixelId), ...unsent]);
	}

	/** Those that last, and what was over in 30 days. @param pixel its name or ID */
	async view(pixel?: string): Promise<AlertsView> {
		const { alerts } = await this.#book.read();
		const nowMs = this.#ports.nowMs();
		return toAlertsView(alerts, { pixel, nowMs, settings: this.#ports.readSettings(), keptMs: ENDED_KEPT_MS });
	}

	/** Posts a test, once. */
	async test(): Promise<TestOutcome> {
		const { nowMs, readSettings, readTeller } = this.#ports;
		const settings = readSettings();
		const { webhook } = settings;
		if (webhook === undefined) return { kind: 'nowhere' };
		const waitMs = this.#testedMs + TEST_EVERY_MS - nowMs();
		if (waitMs > 0) return { kind: 'too_soon', waitMs };
		this.#testedMs = nowMs();
		const body = composeTest(nowMs(), readTeller());
		const problem = await postOnce({ ...settings, webhook }, body, this.#ports, this.#closing.signal);
		const host = toHost(settings);
		return problem === undefined ? { kind: 'posted', host } : { kind: 'failed', host, problem };
	}

	/** Gives up what is under way: it is due after the next start. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.#running;
		await this.#poster.close();
	}

	async #run(): Promise<void> {
		const { signal } = this.#closing;
		const refusals = createMinuteCount(() => performance.now());
		while (!signal.aborted) {
			await this.check().catch((error: unknown) => {
				const count = signal.aborted ? undefined : refusals();
				if (count !== undefined)
					this.#ports.log.warn({ err: error, count }, 'The pixels could not be looked at for alerts. Trying again.');
			});
			await this.#ports.sleep(EVERY_MS, signal);
		}
	}
}

/** Once the hour is over, one message counts what was not posted in it. */
function withRest(change: Change, { limit }: Page, { nowMs, teller }: Moment): Change {
	const { rest, fromMs } = limit;
	if (!isPast(limit, nowMs) || rest.firing + rest.over === 0) return change;
	const body = composeRest(rest, { fromMs, nowMs }, MAX_POSTS, teller);
	const common = { id: body.id, rule: 'more_alerts', pixelId: NO_PIXEL, sinceMs: fromMs, endedMs: nowMs } as const;
	const alert: Alert = { ...common, state: 'over', body, isDue: true, posts: [] };
	return { alerts: [...(change.alerts ?? []), alert], limit: takePost(limit, 'firing', nowMs).limit };
}
