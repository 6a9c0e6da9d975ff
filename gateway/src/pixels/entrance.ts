/** The way into a pixel by the settings of each moment: how its events are mapped, which amounts are doubted, what waits on purpose. */

import { createIntake, type Intake, type Ports } from 'openai-ads-destination/pipeline';
import { guardAmounts } from '../accept/amount-guard.js';
import type { HoldingPorts } from '../accept/keep.js';
import { createHolding } from '../hold/hold.js';
import type { Log } from '../log.js';
import type { PixelSettings } from '../settings/pixel-settings.js';

const DOUBT = 'An amount is far above all others of its kind. The event is sent all the same, as moneyGuard says.';
const CANCELLED = 'Orders were cancelled while they were held. They are not sent.';

export class Entrance {
	/** Stays the same when the settings change. */
	readonly intake: Intake;
	readonly #ports: Ports;
	readonly #log: Log;
	#settings: PixelSettings;
	#mapping: Intake;
	/** Which events wait on purpose; `undefined` if none do. */
	holding: HoldingPorts | undefined;

	constructor(settings: PixelSettings, ports: Ports, log: Log) {
		this.#ports = ports;
		this.#log = log;
		this.#settings = settings;
		this.#mapping = createIntake(settings.destination, ports);
		this.holding = this.#createHolding();
		this.intake = guardAmounts((events, sender) => this.#mapping(events, sender), {
			readMode: () => this.#settings.destination.moneyGuard,
			onDoubt: (detail) => log.warn({ reason: 'money_guard', detail, count: 1 }, DOUBT),
		});
	}

	/** For what comes from now on. */
	configure(settings: PixelSettings): void {
		this.#settings = settings;
		this.#mapping = createIntake(settings.destination, this.#ports);
		this.holding = this.#createHolding();
	}

	#createHolding(): HoldingPorts | undefined {
		const { hold = [], destination } = this.#settings;
		const holding = createHolding(hold, destination.pixelId);
		const onCancelled = (count: number) => this.#log.info({ reason: 'cancelled', count }, CANCELLED);
		return holding && { ...holding, nowMs: this.#ports.nowMs, onCancelled };
	}
}
