/** Alerts as the store keeps them, and back. An older version may have written them. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { KeptAlert } from '../queue/alert-store.js';
import { type Alert, RULE_NAMES } from './alert.js';

export function toRow(alert: Alert): KeptAlert {
	const { id, endedMs } = alert;
	const text = JSON.stringify(alert);
	return endedMs === undefined ? { id, alert: text } : { id, alert: text, endedMs };
}

/** Those that can be read. */
export function readAlerts(rows: readonly KeptAlert[]): readonly Alert[] {
	return rows.flatMap(({ alert }) => {
		const value = parseJson(alert);
		return isAlert(value) ? [value] : [];
	});
}

const RULES: ReadonlySet<unknown> = new Set([...RULE_NAMES, 'more_alerts']);

/** As far as this program relies on it. */
function isAlert(value: unknown): value is Alert {
	if (!isRecord(value) || !isRecord(value['body']) || !Array.isArray(value['posts'])) return false;
	const hasTexts = [value['id'], value['pixelId'], value['body']['text']].every((text) => typeof text === 'string');
	const hasState = value['state'] === 'firing' || value['state'] === 'over';
	return hasTexts && hasState && typeof value['sinceMs'] === 'number' && RULES.has(value['rule']);
}
