/** What to enter in the form of the Segment function for these settings of the destination. Pure. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';

/** A text, a switch, a list or a text map: Segment's types of fields. */
export type FieldValue = string | boolean | readonly string[] | Readonly<Record<string, string>>;

interface Filled {
	readonly fields: Readonly<Record<string, FieldValue>>;
	/** What has no field, or can't be said in it. */
	readonly more: UnknownRecord;
}

/** Only fields with a value. The key is left out: it is typed into Segment alone. */
export function toSegmentForm({ apiKey: _, ...settings }: UnknownRecord): Readonly<Record<string, FieldValue>> {
	const all = Object.entries(settings).map(([name, value]) => (FIELDS[name] ?? toMore)(value, name));
	const fields = Object.assign({}, ...all.map((each) => each.fields));
	const more = Object.assign({}, ...all.map((each) => each.more));
	return Object.keys(more).length === 0 ? fields : { ...fields, moreSettings: JSON.stringify(more) };
}

const toMore = (value: unknown, name: string): Filled => ({ fields: {}, more: { [name]: value } });

function field(name: string, value: FieldValue | undefined, otherwise: () => Filled): Filled {
	return value === undefined ? otherwise() : { fields: { [name]: value }, more: {} };
}

const text = (value: unknown, name: string) => field(name, toPlainText(value), () => toMore(value, name));
const list = (value: unknown, name: string) => field(name, toPlainList(value), () => toMore(value, name));

/** Each setting that has a field of its own; `integrations/segment/settings.json` lists them. */
const FIELDS: Readonly<Record<string, (value: unknown, name: string) => Filled>> = {
	pixelId: text,
	unmappedEvents: text,
	defaultCurrency: text,
	defaultCallingCode: text,
	integrationName: text,
	apiVersion: text,
	idFrom: list,
	amountFrom: list,
	validateOnly: (value, name) => field(name, typeof value === 'boolean' ? value : undefined, () => toMore(value, name)),
	eventMapping: (value, name) => field(name, toEventMap(value), () => toMore(value, name)),
	fieldMapping: (value, name) => field(name, toPathMap(value), () => toMore(value, name)),
	consent: (value, name) =>
		field('consentCategories', isRecord(value) ? toPlainList(value['requireCategories']) : undefined, () =>
			toMore(value, name),
		),
	requireIdentifier: (value, name) =>
		field(name, value === true ? ['all'] : toPlainList(value), () => toMore(value, name)),
	sourceUrl: (value, name) => {
		const { keepQuery, ...rest } = isRecord(value) ? value : {};
		const kept = toPlainList(keepQuery);
		if (kept === undefined) return toMore(value, name);
		return { fields: { keepQuery: kept }, more: Object.keys(rest).length === 0 ? {} : { sourceUrl: rest } };
	},
};

/** The form cuts white space, and a blank field means the default. */
const isPlain = (value: unknown): value is string =>
	typeof value === 'string' && value !== '' && value.trim() === value;
const toPlainText = (value: unknown) => (isPlain(value) ? value : undefined);
const toPlainList = (value: unknown) =>
	Array.isArray(value) && value.length > 0 && value.every(isPlain) ? value : undefined;

/** `Order Paid` to `order_created`, `skip` or `custom:its_name`; a row with an id of its own can't be said. */
function toEventMap(rows: unknown): Readonly<Record<string, string>> | undefined {
	if (!Array.isArray(rows)) return undefined;
	const entries = rows.map((row: UnknownRecord): [string, string] | undefined => {
		const { from, to, customEventName, ...others } = row;
		if (!isPlain(from) || !isPlain(to) || Object.keys(others).length > 0) return undefined;
		if (customEventName === undefined) return to === 'custom' ? undefined : [from, to];
		return isPlain(customEventName) ? [from, `custom:${customEventName}`] : undefined;
	});
	return toMap(entries);
}

/** `user.email` to its paths with commas between them, or `off`. */
function toPathMap(mapping: unknown): Readonly<Record<string, string>> | undefined {
	if (!isRecord(mapping)) return undefined;
	const entries = Object.entries(mapping).map(([name, paths]): [string, string] | undefined => {
		const all = [paths].flat();
		const isSayable = isPlain(name) && all.every((path) => isPlain(path) && !path.includes(',') && path !== 'off');
		return isSayable ? [name, all.length === 0 ? 'off' : all.join(', ')] : undefined;
	});
	return toMap(entries);
}

function toMap(entries: readonly ([string, string] | undefined)[]): Readonly<Record<string, string>> | undefined {
	if (entries.length === 0 || !entries.every((entry) => entry !== undefined)) return undefined;
	const map = Object.fromEntries(entries);
	return Object.keys(map).length === entries.length ? map : undefined;
}
