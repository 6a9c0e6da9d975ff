/**
 * Which pixels this gateway owns. A pixel is leased for 10 s by the database's clock and renewed every 3; each new owner has a
 * higher epoch, which settlements name. Each gateway takes its share, the pixels divided by the gateways that are alive; whatever
 * nobody has taken for a while, any of them takes.
 */

import { type OwnerListener, type Ownership, YIELDED } from '../queue.js';
import { OwnershipLost } from '../queue-errors.js';
import { Arrivals } from './arrivals.js';
import { type Lease, type LeasePorts, toNamed, type Wanted } from './lease.js';
import { readFleet, releaseAll, releaseLeases, renewGateway, renewLeases, takeFree } from './lease-statements.js';

/** A second less than a lease lasts in the database: this gateway's own clock says first that it is over. */
const LEASE_MS = 9_000;
const RENEW_EVERY_MS = 3000;
/** How often it is looked for free pixels. Our choice. */
const TICK_MS = 1000;

export class Leases {
	readonly #ports: LeasePorts;
	readonly #held = new Map<string, Lease>();
	readonly #wanted = new Map<string, Wanted>();
	/** Given up, and not yet told to the database. */
	readonly #ended = new Map<string, Lease>();
	#timer: NodeJS.Timeout | undefined;
	#ticking: Promise<void> | undefined;
	#isTickDue = false;
	#renewedMs = Number.NEGATIVE_INFINITY;
	/** Other gateways that are alive. */
	others = 0;
	readonly #arrivals: Arrivals;

	constructor(ports: LeasePorts) {
		this.#ports = ports;
		this.#arrivals = new Arrivals(ports.database, {
			isOwner: () => this.#held.size > 0,
			hasOthers: () => this.others > 0,
			tell: () => this.#held.forEach(({ listener }) => void listener.onArrived?.()),
		});
	}

	start(): void {
		this.#timer = setInterval(() => {
			// Also while a tick waits for a database that does not answer.
			this.#loseStale();
			void this.tick();
		}, TICK_MS).unref();
		this.#arrivals.start();
	}

	/** Waits until the pixel is free and this gateway's turn. Whoever asks again has ended the work of the time before. */
	own(pixelId: string, signal: AbortSignal | undefined, listener: OwnerListener): Promise<Ownership | undefined> {
		if (signal?.aborted) return Promise.resolve(undefined);
		const held = this.#held.get(pixelId);
		if (held !== undefined && !held.controller.signal.aborted) return Promise.resolve(held.own);
		if (held !== undefined) this.#giveUp(held);
		return new Promise((resolve) => {
			const end = () => {
				this.#wanted.delete(pixelId);
				resolve(undefined);
			};
			signal?.addEventListener('abort', end, { once: true });
			const take = (own: Ownership | undefined) => {
				signal?.removeEventListener('abort', end);
				resolve(own);
			};
			this.#wanted.set(pixelId, { listener, resolve: take });
			void this.tick();
		});
	}

	/** @throws OwnershipLost */
	check(pixelId: string, own: Ownership): void {
		const held = this.#held.get(pixelId);
		if (held?.own.epoch === own.epoch && this.#isFresh(held)) return;
		throw new OwnershipLost('Another gateway may own the pixel now.');
	}

	owns(pixelId: string): boolean {
		return this.#held.has(pixelId);
	}

	/** Renews and takes leases; one call at a time. Never rejects. */
	tick(): Promise<void> {
		this.#isTickDue = true;
		this.#ticking ??= this.#runTicks().finally(() => {
			this.#ticking = undefined;
		});
		return this.#ticking;
	}

	/** Stops without a word to the database, as a killed process does. */
	stop(): void {
		clearInterval(this.#timer);
		this.#arrivals.stop();
		for (const { resolve } of this.#wanted.values()) resolve(undefined);
		this.#wanted.clear();
	}

	/** Lets others have its pixels at once. */
	async close(): Promise<void> {
		this.stop();
		await this.#ticking;
		await releaseAll(this.#ports.database, this.#ports.gatewayId).catch(() => {});
		for (const lease of this.#held.values()) this.#lose(lease);
	}

	async #runTicks(): Promise<void> {
		while (this.#isTickDue) {
			this.#isTickDue = false;
			await this.#tickOnce().catch(() => {}); // The database is away, which is reported once.
			this.#loseStale();
		}
	}

	#loseStale(): void {
		for (const lease of this.#held.values()) if (!this.#isFresh(lease)) this.#lose(lease);
	}

	async #tickOnce(): Promise<void> {
		const { database, gatewayId, monotonicMs, onTick } = this.#ports;
		const nowMs = monotonicMs();
		if (this.#ended.size > 0) {
			await releaseLeases(database, gatewayId, [...this.#ended.values()].map(toNamed));
			this.#ended.clear();
		}
		const isDue = nowMs - this.#renewedMs >= RENEW_EVERY_MS;
		if (isDue) await database.verify();
		if (isDue || this.#wanted.size > 0) await renewGateway(database, gatewayId, [...this.#wanted.keys()]);
		if (isDue) await this.#renew(nowMs);
		const fleet = await readFleet(database, gatewayId);
		this.others = fleet.others;
		const share = Math.ceil((this.#held.size + this.#wanted.size) / (fleet.others + 1));
		if (this.#wanted.size > 0) await this.#take(share);
		this.#yield(share, fleet.wanted);
		await onTick();
	}

	async #renew(nowMs: number): Promise<void> {
		const leases = [...this.#held.values()];
		const rows = await renewLeases(this.#ports.database, this.#ports.gatewayId, leases.map(toNamed));
		const renewed = new Map(rows.map((row) => [row.pixel, row]));
		for (const lease of leases) {
			const row = renewed.get(lease.pixelId);
			if (row === undefined) {
				this.#lose(lease);
				continue;
			}
			lease.renewedMs = nowMs;
			if (row.is_paused !== lease.isPaused) lease.listener.onPaused?.(row.is_paused);
			lease.isPaused = row.is_paused;
		}
		this.#renewedMs = nowMs;
	}

	async #take(share: number): Promise<void> {
		const { database, gatewayId, monotonicMs } = this.#ports;
		const nowMs = monotonicMs();
		const names = [...this.#wanted.keys()];
		for (const { pixel, epoch, is_paused } of await takeFree(database, gatewayId, names, share - this.#held.size)) {
			const controller = new AbortController();
			const own = { epoch: Number(epoch), lost: controller.signal };
			const wanted = this.#wanted.get(pixel);
			const listener = wanted?.listener ?? {};
			const lease = { pixelId: pixel, own, controller, listener, isPaused: is_paused, renewedMs: nowMs };
			this.#ports.onChanged(pixel);
			this.#held.set(pixel, lease);
			this.#wanted.delete(pixel);
			// Nobody waits for it any more: it is released with the next tick.
			if (wanted === undefined) this.#giveUp(lease);
			else wanted.resolve(own);
		}
	}

	/** What is more than its share, and another would take. */
	#yield(share: number, wantedByOthers: ReadonlySet<string>): void {
		const active = [...this.#held.values()].filter(({ controller }) => !controller.signal.aborted);
		const surplus = active
			.filter(({ pixelId }) => wantedByOthers.has(pixelId))
			.slice(0, Math.max(0, active.length - share));
		for (const { controller } of surplus) controller.abort(YIELDED);
	}

	#isFresh({ renewedMs }: Lease): boolean {
		return this.#ports.monotonicMs() - renewedMs < LEASE_MS;
	}

	#lose(lease: Lease): void {
		this.#held.delete(lease.pixelId);
		this.#ports.onChanged(lease.pixelId);
		lease.controller.abort();
	}

	#giveUp(lease: Lease): void {
		this.#lose(lease);
		this.#ended.set(lease.pixelId, lease);
	}
}
