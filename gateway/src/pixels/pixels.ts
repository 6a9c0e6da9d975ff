/** All pixels of the gateway: those that are configured, and those whose events are still to go out. */

import type { Doors } from '../accept/accept.js';
import type { PixelAccept } from '../accept/accept-pixel.js';
import type { Log } from '../log.js';
import type { Store } from '../queue/store.js';
import type { PixelSettings } from '../settings/pixel-settings.js';
import { Pixel, type PixelPorts } from './pixel.js';
import { reportDraining, reportOrphan } from './report-draining.js';

/** How often it is looked whether a pixel has nothing left to send. Our choice. */
const DRAINED_EVERY_MS = 5000;

export interface PixelsPorts extends PixelPorts {
	readonly store: Store;
	readonly log: Log;
}

export class Pixels implements Doors {
	readonly #ports: PixelsPorts;
	/** By pixel ID, which is what a queue belongs to; a name may move to another. */
	readonly #pixels = new Map<string, Pixel>();
	#isStarted = false;
	#watching: NodeJS.Timeout | undefined;

	constructor(ports: PixelsPorts) {
		this.#ports = ports;
	}

	/** Takes events in for the configured pixels, and finds those of earlier configurations whose events still wait. */
	async open(configured: readonly PixelSettings[]): Promise<void> {
		const known = await this.#ports.store.stats();
		this.configure(configured);
		const [model] = configured;
		for (const stats of known) {
			if (model === undefined || stats.events === 0 || this.#pixels.has(stats.pixelId)) continue;
			const { pixelId } = stats;
			const destination = { ...model.destination, pixelId, apiKey: '' };
			const orphan = new Pixel({ name: pixelId, destination, paused: false }, this.#ports);
			orphan.drain();
			this.#pixels.set(pixelId, orphan);
			reportOrphan(this.#ports.log, stats);
		}
	}

	/** Begins to send. Pixels that come later send at once. */
	start(): void {
		this.#isStarted = true;
		for (const pixel of this.list()) if (!pixel.isDraining) pixel.start();
		this.#watching ??= setInterval(() => this.closeDrained(), DRAINED_EVERY_MS).unref();
	}

	/** Goes over to other settings: pixels come, change, and begin to drain. */
	configure(configured: readonly PixelSettings[]): void {
		const wanted = new Map(configured.map((settings) => [settings.destination.pixelId, settings]));
		for (const [pixelId, pixel] of this.#pixels) {
			if (wanted.has(pixelId) || pixel.isDraining) continue;
			pixel.drain();
			reportDraining(this.#ports.log, pixel);
		}
		for (const [pixelId, settings] of wanted) this.#open(pixelId, settings);
	}

	find(name: string): PixelAccept | undefined {
		for (const pixel of this.#pixels.values()) if (pixel.name === name && !pixel.isDraining) return pixel.accept;
		return undefined;
	}

	all(): readonly PixelAccept[] {
		return this.list().map((pixel) => pixel.accept);
	}

	/** Those that are configured first. */
	list(): readonly Pixel[] {
		return [...this.#pixels.values()].sort((one, other) => Number(one.isDraining) - Number(other.isDraining));
	}

	/** What the operator calls a pixel; its ID, if it is not known any more. */
	nameOf(pixelId: string): string {
		return this.#pixels.get(pixelId)?.name ?? pixelId;
	}

	/** What the events of a pixel are mapped by; of the first one unless a name or a pixel ID is given. */
	settingsOf(name?: string): PixelSettings['destination'] | undefined {
		const isMeant = (pixel: Pixel) => name === undefined || pixel.name === name || pixel.pixelId === name;
		return this.list().find(isMeant)?.settings.destination;
	}

	/** Events that wait or are under way, of all pixels. */
	get queued(): number {
		return this.list().reduce((sum, { queued }) => sum + queued, 0);
	}

	/** Takes no more batches; resolves once those under way have ended, or after the grace without them. */
	async close(graceMs: number): Promise<void> {
		clearInterval(this.#watching);
		await Promise.all(this.list().map((pixel) => pixel.close(graceMs)));
	}

	/** Lets go of pixels that are not configured any more and have nothing left to send. */
	closeDrained(): void {
		for (const [pixelId, pixel] of this.#pixels) {
			if (!pixel.isDraining || pixel.queued > 0) continue;
			this.#pixels.delete(pixelId);
			pixel.close(0).catch((error: unknown) => this.#ports.log.warn({ err: error }, 'A pixel could not be closed.'));
			this.#ports.log.info({ pixel: pixel.name }, 'Nothing waits any more of a pixel that is not configured any more.');
		}
	}

	#open(pixelId: string, settings: PixelSettings): void {
		const known = this.#pixels.get(pixelId);
		const pixel = known ?? new Pixel(settings, this.#ports);
		known?.configure(settings);
		this.#pixels.set(pixelId, pixel);
		if (this.#isStarted) pixel.start();
	}
}
