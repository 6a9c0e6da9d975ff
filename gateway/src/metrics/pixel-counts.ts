/** Counts for one pixel. What comes with every event is summed up first, so that an event costs no object. */

import type { Admission, BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import { countBy } from './count-by.js';
import type { Instruments } from './instruments.js';
import { toStatusLabel } from './status-label.js';

type ToLabel = (word: string) => string;
type ReasonCounter = Instruments['skipped' | 'refused' | 'discarded'];

interface Reasoned {
	readonly reason: string;
}

/** Each is called once for a slice of a request, or for a batch. Never throws. */
export interface PixelCounts {
	/** What intake made of events. */
	admitted(admissions: readonly Admission[]): void;
	/** A slice is on disk, `added` of it new. */
	appended(items: readonly BatchItem[], added: number, commitMs: number): void;
	/** Events that their sender may not send. */
	refused(count: number, reason: string): void;
	/** A batch of so many events leaves. */
	departed(events: number): void;
	/** OpenAI answered a request; `undefined` if no answer came. */
	answered(httpStatus: number | undefined): void;
	/** @param arrivals when each event came, in Unix milliseconds; 0 if that is not known */
	delivered(delivered: readonly Delivered[], arrivals: readonly number[], nowMs: number): void;
	discarded(letters: readonly Reasoned[]): void;
	expired(count: number): void;
	/** Orders that were cancelled while they were held. */
	cancelled(count: number): void;
	retried(count: number): void;
}

const ALARMING = ['expired', 'rejected', 'invalid', 'malformed'];

/** @param toLabel keeps the values of labels few */
export function createPixelCounts(to: Instruments, pixel: string, toLabel: ToLabel): PixelCounts {
	const batchEvents = to.batchEvents.labels({ pixel });
	const commitSeconds = to.commitSeconds.labels({ pixel });
	startAtZero(to, pixel);
	const add = (counter: ReasonCounter, reasons: Iterable<readonly [string, number]>) => {
		for (const [reason, n] of reasons) counter.inc({ pixel, reason: toLabel(reason) }, n);
	};
	return {
		admitted: (admissions) => {
			add(to.skipped, countBy(admissions, toSkip));
			add(to.refused, countBy(admissions, toRefusal));
		},
		appended: (items, added, commitMs) => {
			for (const [type, n] of countBy(items, toType)) to.accepted.inc({ pixel, type: toLabel(type) }, n);
			if (items.length > added) to.known.inc({ pixel }, items.length - added);
			if (items.length > 0) commitSeconds.observe(commitMs / 1000);
		},
		refused: (count, reason) => add(to.refused, [[reason, count]]),
		departed: (events) => batchEvents.observe(events),
		answered: (httpStatus) => to.requests.inc({ pixel, status: toStatusLabel(httpStatus) }),
		delivered: createAcceptanceCount(to, pixel, toLabel),
		discarded: (letters) => add(to.discarded, countBy(letters, toReason)),
		expired: (count) => add(to.discarded, [['expired', count]]),
		cancelled: (count) => add(to.skipped, [['cancelled', count]]),
		retried: (count) => to.retried.inc({ pixel }, count),
	};
}

/** So that the first one is a rise, which an alert sees. */
function startAtZero(to: Instruments, pixel: string): void {
	for (const reason of ALARMING) to.discarded.inc({ pixel, reason }, 0);
	to.requests.inc({ pixel, status: '200' }, 0);
	to.retried.inc({ pixel }, 0);
}

function createAcceptanceCount(to: Instruments, pixel: string, toLabel: ToLabel): PixelCounts['delivered'] {
	const deliverySeconds = to.deliverySeconds.labels({ pixel });
	return (delivered, arrivals, nowMs) => {
		for (const [words, n] of countBy(delivered, toAcceptance)) {
			const [type = '', verdict = ''] = words.split(' ').map(toLabel);
			to.delivered.inc({ pixel, type, verdict }, n);
		}
		for (const [index, { result }] of delivered.entries()) {
			const arrivedMs = arrivals[index] ?? 0;
			if (result.outcome === 'accepted' && arrivedMs > 0)
				deliverySeconds.observe(Math.max(0, nowMs - arrivedMs) / 1000);
		}
	};
}

const toType = ({ type }: BatchItem) => type;
const toReason = ({ reason }: Reasoned) => reason;

function toSkip({ result }: Admission): string | undefined {
	return result?.outcome === 'skipped' ? result.reason : undefined;
}

function toRefusal({ result }: Admission): string | undefined {
	return result?.outcome === 'discarded' || result?.outcome === 'failed' ? result.reason : undefined;
}

function toAcceptance({ result }: Delivered): string | undefined {
	return result.outcome === 'accepted' ? `${result.type} ${result.attribution}` : undefined;
}
