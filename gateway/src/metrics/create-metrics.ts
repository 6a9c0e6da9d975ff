/** What Prometheus reads: the counters of the work, the queue as it is at this moment, and Node's own numbers. */

import { collectDefaultMetrics, Registry } from 'prom-client';
import { createLabels } from './count-by.js';
import { createGauges, createInstruments, type Gauges } from './instruments.js';
import { createPixelCounts, type PixelCounts } from './pixel-counts.js';

/** A pixel as it is measured. */
export interface MeasuredPixel {
	readonly name: string;
	readonly state: string;
	readonly waiting: number;
	readonly bytes: number;
	readonly oldestSeconds: number;
	/** Until the first waiting event can't be sent any more; absent if none waits. */
	readonly secondsLeft?: number;
	readonly deadLetters: number;
}

export interface Measured {
	readonly pixels: readonly MeasuredPixel[];
	readonly knownIds: number;
}

export interface MetricsOptions {
	readonly version: string;
	/** `live` or `sandbox` */
	readonly mode: string;
	/** All states that there are. */
	readonly states: readonly string[];
	/** Log lines dropped since the start. */
	droppedLines(): number;
}

/** Gauges of prom-client with the suffix of a counter, which `promtool check metrics` complains about. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

export interface Metrics {
	/** The counts of a pixel. @param name as configured: the label of every number */
	pixel(name: string): PixelCounts;
	readonly contentType: string;
	/** @param measure looks at the queue; if it rejects, the counters are told all the same */
	text(measure: () => Promise<Measured>): Promise<string>;
}

/** Creates the numbers of one gateway, all at 0. */
export function createMetrics({ version, mode, states, droppedLines }: MetricsOptions): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	for (const name of MISNAMED) registry.removeSingleMetric(name);
	const instruments = createInstruments(registry);
	const gauges = createGauges(registry);
	const pixels = new Map<string, PixelCounts>();
	const toLabel = createLabels();
	gauges.build.set({ version, mode }, 1);
	return {
		pixel: (name) => {
			const counts = pixels.get(name) ?? createPixelCounts(instruments, name, toLabel);
			pixels.set(name, counts);
			return counts;
		},
		contentType: registry.contentType,
		text: async (measure) => {
			instruments.droppedLines.reset();
			instruments.droppedLines.inc(droppedLines());
			const measured = await measure().catch(() => undefined);
			gauges.isReadable.set(measured === undefined ? 0 : 1);
			show(gauges, measured ?? { pixels: [], knownIds: 0 }, states);
			return registry.metrics();
		},
	};
}

/** A pixel that is gone must not be told for ever. */
function show(gauges: Gauges, { pixels, knownIds }: Measured, states: readonly string[]): void {
	const { queueEvents, queueBytes, oldestAge, oldestDeadline, deadLetters, state } = gauges;
	for (const gauge of [queueEvents, queueBytes, oldestAge, oldestDeadline, deadLetters, state]) gauge.reset();
	gauges.knownIds.set(knownIds);
	for (const pixel of pixels) {
		const label = { pixel: pixel.name };
		queueEvents.set(label, pixel.waiting);
		queueBytes.set(label, pixel.bytes);
		oldestAge.set(label, pixel.oldestSeconds);
		if (pixel.secondsLeft !== undefined) oldestDeadline.set(label, pixel.secondsLeft);
		deadLetters.set(label, pixel.deadLetters);
		for (const name of states) state.set({ ...label, state: name }, name === pixel.state ? 1 : 0);
	}
}
