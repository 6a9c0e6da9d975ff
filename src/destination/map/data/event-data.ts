/** Maps properties to `data`: the closed shape that the event type requires, with money in minor units. */

import type { ContentDraft, DataDraft } from '../../contract/conversion-event.js';
import { DATA_TYPE_OF, type EventType } from '../../contract/event-types.js';
import { isRecord } from '../../primitives/json.js';
import { isAbsent, toText } from '../../primitives/text.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { Mapping } from '../paths/mapping.js';
import { findFirst } from '../paths/sources.js';
import { noteUnusable } from '../paths/values.js';
import { findCurrency, mapAmount } from './amount.js';
import { findItems, mapContents, mapPageContents } from './contents.js';
import { addCustomFields } from './custom-fields.js';
import { findMoneyDoubt } from './money-guard.js';

/** Every field that any shape of `data` may have; mapData() decides which ones a shape has. */
interface DataFields {
	type: string;
	amount?: number;
	currency?: string;
	contents?: ContentDraft[];
	plan_id?: string;
	[customField: string]: unknown;
}

/** Assembles `data` for an event of this type. Fields that its shape does not have are never set. */
export function mapData(current: EventInProgress, type: EventType, mapping: Mapping): DataDraft {
	const { sources, notes } = current;
	const data: DataFields = { type: DATA_TYPE_OF[type] };
	const items = findItems(current.event, sources, type, mapping);
	const currency = findCurrency(sources, type, mapping, notes);
	const amount = mapAmount(sources, type, items, currency?.code, mapping, notes);
	const hasContents = data.type !== 'customer_action' && !mapping.switchedOff.has('data.contents');
	const contents = !hasContents ? undefined : mapItems(current, type, items, currency?.code, mapping);

	if (amount !== undefined) data.amount = amount;
	else if (data.type !== 'custom' && !mapping.switchedOff.has('data.amount') && hasUnreadPrice(current, items))
		notes.push({ path: 'data.amount', message: UNREAD_PRICE });
	if (currency !== undefined && (currency.isNamed || hasMoney(amount, contents))) data.currency = currency.code;
	if (contents !== undefined) {
		data.contents = contents;
		const doubt = findMoneyDoubt(data, items.length, type, sources, mapping);
		if (doubt !== undefined) {
			current.moneyDoubt = doubt;
			notes.push({ path: 'data.amount', message: doubt.doubtWords });
		}
	}
	if (data.type === 'plan_enrollment' || data.type === 'custom') addPlan(data, current, mapping);
	if (data.type === 'custom') addCustomFields(data, sources, mapping, notes);
	return data as DataDraft; // The fields match the type, see above; validateEvent checks the result.
}

/** A price on the event itself is a product's: where the event is none, nothing reads it. */
function hasUnreadPrice({ event: { properties }, notes }: EventInProgress, [item]: readonly unknown[]): boolean {
	if (!isRecord(properties) || isAbsent(properties['price']) || item === properties) return false;
	return !notes.some(({ path }) => path === 'data.amount');
}

const UNREAD_PRICE = 'properties.price is not read here. Send the value of the event in properties.value.';

function mapItems(
	current: EventInProgress,
	type: EventType,
	items: readonly unknown[],
	currency: string | undefined,
	mapping: Mapping,
): ContentDraft[] | undefined {
	if (items.length > 0) return mapContents(items, type, currency, mapping, current);
	return type === 'page_viewed' ? mapPageContents(current.event, mapping) : undefined;
}

/** A currency that the event did not name itself is sent only together with money. */
function hasMoney(amount: number | undefined, contents: readonly ContentDraft[] | undefined): boolean {
	return (
		amount !== undefined ||
		contents?.some((content) => content.amount !== undefined && content.currency === undefined) === true
	);
}

function addPlan(data: DataFields, { sources, notes }: EventInProgress, mapping: Mapping): void {
	const places = mapping.fields['data.plan_id'];
	const plan = findFirst(places, sources, toText);
	if (plan !== undefined) data.plan_id = plan;
	else noteUnusable('data.plan_id', places, sources, notes);
}
