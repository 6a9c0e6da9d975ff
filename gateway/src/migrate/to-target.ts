/** Writes settings the way their reader takes them. Pure. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import type { Target } from './translate-rudderstack.js';

/** The gateway's configuration, RudderStack's Config without the key, or the fields of Segment's form. */
export function toTarget(settings: UnknownRecord, target: Target): UnknownRecord {
	switch (target) {
		case 'gateway':
			return { destination: settings };
		case 'rudderstack':
			return settings;
		case 'segment':
			return toForm(settings);
	}
}

/** As `docs/segment.md` lists them. What has no field goes into *More settings*, as JSON text. */
function toForm(settings: UnknownRecord): UnknownRecord {
	const { pixelId, defaultCurrency, amountFrom, eventMapping, fieldMapping, consent, ...more } = settings;
	const rows = Array.isArray(eventMapping) ? eventMapping.filter(isRecord) : [];
	const hasIds = rows.some((row) => row['idFrom'] !== undefined);
	const categories = isRecord(consent) ? consent['requireCategories'] : undefined;
	return {
		apiKey: '',
		pixelId,
		...(hasIds ? {} : { eventMapping: Object.fromEntries(rows.map(toTextRow)) }),
		...(defaultCurrency === undefined ? {} : { defaultCurrency }),
		amountFrom,
		fieldMapping: isRecord(fieldMapping) ? toTexts(fieldMapping) : {},
		...(categories === undefined ? {} : { consentCategories: categories }),
		moreSettings: JSON.stringify(hasIds ? { eventMapping: rows, ...more } : more),
	};
}

function toTextRow({ from, to, customEventName }: UnknownRecord): [string, unknown] {
	return [String(from), to === 'custom' ? `custom:${customEventName}` : to];
}

function toTexts(fields: UnknownRecord): UnknownRecord {
	return Object.fromEntries(Object.entries(fields).map(([field, paths]) => [field, [paths].flat().join(', ')]));
}
