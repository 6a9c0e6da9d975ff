/** Every number that Prometheus can read, with its name, unit and labels. docs/operations.md lists them, generated from here. */

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** From a second to the seven days that OpenAI takes events for. */
const DELIVERY_SECONDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 21_600, 86_400, 259_200, 604_800];
const BATCH_EVENTS = [1, 10, 50, 100, 250, 500, 750, 1000];
const COMMIT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

const PIXEL = ['pixel'] as const;

/** Creates the counters and histograms that the work itself feeds. Counters are exact; each batch adds to them once. */
export function createInstruments(registry: Registry) {
	const registers = [registry];
	const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
		new Counter({ name: `openai_ads_${name}_total`, help, labelNames, registers });
	const histogram = (name: string, help: string, buckets: number[]) =>
		new Histogram({ name: `openai_ads_${name}`, help, labelNames: PIXEL, buckets, registers });
	return {
		accepted: counter('events_accepted', 'Events taken into the queue, those known already included.', [
			'pixel',
			'type',
		]),
		known: counter('events_known', 'Events that were known already, so that they are not sent again.', PIXEL),
		skipped: counter('events_skipped', 'Events left out on purpose.', ['pixel', 'reason']),
		refused: counter('events_refused', 'Events refused on arrival: they will not be sent.', ['pixel', 'reason']),
		delivered: counter('events_delivered', 'Events that OpenAI accepted, by whether it can tie them to an ad.', [
			'pixel',
			'type',
			'verdict',
		]),
		discarded: counter('events_discarded', 'Events that had been acknowledged and became dead letters.', [
			'pixel',
			'reason',
		]),
		retried: counter('events_retried', 'Events that wait for another attempt; each attempt counts.', PIXEL),
		requests: counter('requests', "Requests to OpenAI by the answer's status; `none` if no answer came.", [
			'pixel',
			'status',
		]),
		droppedLines: counter('log_lines_dropped', 'Log lines dropped, because nobody read standard error.', []),
		batchEvents: histogram('batch_events', 'Events of a batch that leaves.', BATCH_EVENTS),
		deliverySeconds: histogram(
			'delivery_seconds',
			'From the arrival of an event to its acceptance by OpenAI.',
			DELIVERY_SECONDS,
		),
		commitSeconds: histogram('commit_seconds', 'How long it took until a slice of events was on disk.', COMMIT_SECONDS),
	};
}

export type Instruments = ReturnType<typeof createInstruments>;

/** Creates the gauges that are measured when Prometheus asks. */
export function createGauges(registry: Registry) {
	const registers = [registry];
	const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
		new Gauge({ name: `openai_ads_${name}`, help, labelNames, registers });
	return {
		queueEvents: gauge('queue_events', 'Events that wait or are under way.', PIXEL),
		queueBytes: gauge('queue_bytes', 'Sum of their sizes.', PIXEL),
		oldestAge: gauge('queue_oldest_age_seconds', 'Age of the first event that waits; 0 if none does.', PIXEL),
		oldestDeadline: gauge(
			'queue_oldest_deadline_seconds',
			'Time that is left until the first waiting event can not be sent any more; absent if none waits.',
			PIXEL,
		),
		deadLetters: gauge('dead_letters', 'Dead letters that are kept.', PIXEL),
		state: gauge('pixel_state', '1 for the state that the pixel is in, 0 for the others.', ['pixel', 'state']),
		knownIds: gauge('known_ids', 'Ids that are remembered, so that nothing is queued twice; of all pixels.', []),
		isReadable: gauge('queue_readable', '1 if the queue could be measured just now, else 0.', []),
		build: gauge('build_info', 'Always 1; its labels say what runs.', ['version', 'mode']),
	};
}

export type Gauges = ReturnType<typeof createGauges>;
