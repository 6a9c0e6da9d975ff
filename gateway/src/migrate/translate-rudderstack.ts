/** Translates the Config of RudderStack's own OpenAI Ads destination into our settings. Pure. */

import { findNearest, type UnknownRecord } from 'openai-ads-destination/internal';
import { OF_THE_SERVER } from '../rudderstack/make-destination.js';
import { HABITS } from './translate-habits.js';
import { KEYS } from './translate-keys.js';
import { showValue } from './translate-row.js';
import { translateRows } from './translate-rows.js';
import type { Translation, Verdict } from './verdict.js';

const ROWS = 'eventMapping';
/** So many unknown keys are listed. Our choice. */
const MAX_UNKNOWN = 50;

/** Who is to have the settings. */
export type Target = 'gateway' | 'rudderstack' | 'segment';

export interface MigrateOptions {
	/** Behind RudderStack the destination keeps its consent settings, which rudder-server obeys. */
	readonly target: Target;
	/** Whether to send the events that are mapped here without a row, and not there. */
	readonly withDefaults: boolean;
}

/**
 * The settings, without the key, and a verdict for each key of theirs and each thing they do without one.
 *
 *   translateRudderStack({ apiKey, pixelId: 'px_1', eventMapping: [{ from: 'Paid', to: 'order_created' }] }, { target: 'gateway', withDefaults: true })
 *   // settings: { pixelId: 'px_1', amountFrom: [...], eventMapping: [{ from: 'Paid', to: 'order_created' }, ...] }
 */
export function translateRudderStack(config: UnknownRecord, { target, withDefaults }: MigrateOptions): Translation {
	const filled = Object.keys(config).filter((key) => !isBlank(config[key]));
	const known = Object.keys(KEYS).filter((key) => filled.includes(key));
	const translations = known.flatMap((key) => {
		if (target === 'rudderstack' && OF_THE_SERVER.includes(key)) return leave(key, config[key]);
		return KEYS[key]?.(config[key]) ?? [];
	});
	const { rows, verdicts } = translateRows(config[ROWS], withDefaults);
	const settings = Object.assign({}, ...translations.map((one) => one.settings), HABITS.settings, { [ROWS]: rows });
	const unknown = filled.filter((key) => key !== ROWS && !Object.hasOwn(KEYS, key)).map(sayUnknown);
	return {
		settings,
		verdicts: [
			...translations.flatMap((one) => one.verdicts),
			...cut(unknown),
			...verdicts,
			...HABITS.verdicts.filter(({ what }) => what !== 'action_source' || settings.defaultActionSource === undefined),
		],
	};
}

function leave(key: string, value: unknown): Translation {
	const why = 'rudder-server obeys it before the event reaches a destination, so it stays.';
	return { settings: { [key]: value }, verdicts: [{ what: key, fate: 'kept', why }] };
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function sayUnknown(key: string): Verdict {
	const meant = findNearest(key, [...Object.keys(KEYS), ROWS]);
	const advice = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
	return { what: showValue(key), fate: 'not', why: `RudderStack's destination has no such key.${advice}` };
}

function cut(unknown: readonly Verdict[]): readonly Verdict[] {
	if (unknown.length <= MAX_UNKNOWN) return unknown;
	const why = `${unknown.length - MAX_UNKNOWN} more keys that RudderStack's destination does not have.`;
	return [...unknown.slice(0, MAX_UNKNOWN), { what: '…', fate: 'not', why }];
}
