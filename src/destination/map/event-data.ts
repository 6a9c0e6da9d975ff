/** Properties to `data`: the shape that the event type demands, closed, with money in minor units. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import type { ContentDraft, DataDraft } from '../contract/conversion-event.js';
import { DATA_TYPE_OF, type EventType } from '../contract/event-types.js';
import { findCurrency, mapAmount } from './amount.js';
import { findItems, mapContents, mapPageContents } from './contents.js';
import { addCustomFields } from './custom-fields.js';
import type { Mapping } from './mapping.js';
import type { Notes } from './note.js';
import { findFirst } from './paths.js';
import { toText } from './text.js';

/** Every field that any shape of `data` may hold; which of them a shape holds is decided below. */
interface DataFields {
	type: string;
	amount?: number;
	currency?: string;
	contents?: ContentDraft[];
	plan_id?: string;
	[customField: string]: unknown;
}

/** Assembles `data` for an event of this type. A field that its shape does not know is never set. */
export function mapData(event: AnalyticsEvent, type: EventType, mapping: Mapping, notes: Notes): DataDraft {
	const data: DataFields = { type: DATA_TYPE_OF[type] };
	const items = findItems(event, type, mapping);
	const currency = findCurrency(event, type, mapping, notes);
	const amount = mapAmount(event, type, items, currency?.code, mapping, notes);
	const contents =
		data.type === 'customer_action' ? undefined : mapItems(event, type, items, currency?.code, mapping, notes);

	if (amount !== undefined) data.amount = amount;
	// A default currency is only worth a word where there is money.
	const hasMoney =
		amount !== undefined || contents?.some((content) => content.amount !== undefined && content.currency === undefined);
	if (currency !== undefined && (currency.isNamed || hasMoney)) data.currency = currency.code;
	if (contents !== undefined) data.contents = contents;
	if (data.type === 'plan_enrollment' || data.type === 'custom') addPlan(data, event, mapping);
	if (data.type === 'custom') addCustomFields(data, event, mapping, notes);
	return data as DataDraft; // The type and its fields were paired above; validateEvent judges the result.
}

function mapItems(
	event: AnalyticsEvent,
	type: EventType,
	items: readonly unknown[],
	currency: string | undefined,
	mapping: Mapping,
	notes: Notes,
): ContentDraft[] | undefined {
	if (items.length > 0) return mapContents(items, type, currency, mapping, notes);
	return type === 'page_viewed' ? mapPageContents(event, mapping) : undefined;
}

function addPlan(data: DataFields, event: AnalyticsEvent, mapping: Mapping): void {
	const plan = findFirst(mapping.fields['data.plan_id'], event, toText);
	if (plan !== undefined) data.plan_id = plan;
}
