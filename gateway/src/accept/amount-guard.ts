/** The setting `moneyGuard` where many events are seen: an amount far above all others of its kind was given in another unit. */

import { exponentOf, toBlocked, toMajor, unitWords } from 'openai-ads-destination/internal';
import type { Admission, BatchItem, Intake, Settings, Tier } from 'openai-ads-destination/pipeline';
import { UsualAmounts } from './usual-amounts.js';

export interface AmountGuardPorts {
	/** Of the settings at this moment. */
	readMode(): Settings['moneyGuard'];
	/** Is told why an amount is not usual, if the event is sent all the same. */
	onDoubt(detail: string): void;
}

/**
 * Wraps the intake of one pixel. Amounts are judged in order, once 50 of their kind were seen; one that is not usual is noted or
 * stopped, and teaches nothing. What was learned is forgotten at a restart.
 */
export function guardAmounts(intake: Intake, ports: AmountGuardPorts): Intake {
	const usual = new UsualAmounts();
	return async (events, sender) => {
		const tier = sender?.tier ?? 'server';
		const judged: Admission[] = [];
		for (const admission of await intake(events, sender)) judged.push(judge(admission, tier, usual, ports));
		return judged;
	};
}

function judge(admission: Admission, tier: Tier, usual: UsualAmounts, ports: AmountGuardPorts): Admission {
	const { item, data } = admission;
	if (item === undefined || item.validateOnly || data === undefined || !('amount' in data)) return admission;
	const { amount, currency } = data;
	if (typeof amount !== 'number' || typeof currency !== 'string') return admission;
	const kind = `${item.type} ${currency}`;
	const most = usual.findExcess(kind, amount);
	if (most !== undefined) return stop(admission, describeExcess(item, amount, most, currency), ports);
	// Anyone can read a browser write key, so what is usual is learned from servers; not from an amount that does not fit its lines.
	const teaches = tier === 'server' && item.notes?.some(({ path }) => path === 'data.amount') !== true;
	if (teaches) usual.learn(kind, amount);
	return admission;
}

function stop(admission: Admission, message: string, { readMode, onDoubt }: AmountGuardPorts): Admission {
	const { item, profile } = admission;
	if (item === undefined) return admission;
	const noted: BatchItem = { ...item, notes: [...(item.notes ?? []), { path: 'data.amount', message }] };
	const detail = `data.amount: ${message}`;
	if (readMode() === 'block') return { ...toBlocked(noted, detail), profile };
	onDoubt(detail);
	return { ...admission, item: noted };
}

/** `12,999.00 USD, but 99 of 100 order_created events had at most about 180.00. Send it in dollars, not in cents.` */
function describeExcess({ type }: BatchItem, amount: number, most: number, currency: string): string {
	const exponent = exponentOf(currency) ?? 0; // An amount has a currency with an exponent.
	const [has, had] = [amount, Math.round(most)].map((minor) => toMajor(minor, exponent));
	return `${has} ${currency}, but 99 of 100 ${type} events had at most about ${had}. Send it in ${unitWords(currency)}.`;
}
