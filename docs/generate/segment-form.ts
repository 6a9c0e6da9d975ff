/** `integrations/segment/settings.json`: the form of the function for Segment. The manual says what a field does, this table how to fill it in. */

import type { Comment } from './read-comments.js';

interface Field {
	readonly name: string;
	readonly label: string;
	/** Segment's type of the field; texts if it is left out. */
	readonly type?: 'BOOLEAN' | 'ARRAY' | 'TEXT_MAP';
	/** The setting that the field is, if it goes by another name. */
	readonly setting?: string;
	/** How to fill it in, or what only matters in Segment. */
	readonly hint?: string;
	readonly required?: true;
	readonly sensitive?: true;
}

const FIELDS: readonly Field[] = [
	{ name: 'apiKey', label: 'Conversions API key', required: true, sensitive: true },
	{ name: 'pixelId', label: 'Pixel ID', required: true },
	{
		name: 'eventMapping',
		label: 'Event mapping',
		type: 'TEXT_MAP',
		hint: "Map the event's name to an OpenAI event type such as order_created, to custom:your_name, or to skip. Use page and screen for all such calls.",
	},
	{ name: 'unmappedEvents', label: 'Unmapped events' },
	{
		name: 'idFrom',
		label: 'Event id',
		type: 'ARRAY',
		hint: 'If the OpenAI pixel reports the same orders, use properties.order_id, then messageId, or each order counts twice.',
	},
	{ name: 'defaultCurrency', label: 'Default currency' },
	{
		name: 'amountFrom',
		label: 'Order amount',
		type: 'ARRAY',
		hint: "products adds up price times quantity of an order's products.",
	},
	{
		name: 'fieldMapping',
		label: 'Field mapping',
		type: 'TEXT_MAP',
		hint: 'Write several paths with commas between them, or off to leave the field out.',
	},
	{ name: 'keepQuery', label: 'Query parameters to keep', type: 'ARRAY', setting: 'sourceUrl.keepQuery' },
	{
		name: 'consentCategories',
		label: 'Required consent categories',
		type: 'ARRAY',
		setting: 'consent.requireCategories',
		hint: 'Read from context.consent.categoryPreferences. Left blank, events that deny a category named like advertising are skipped.',
	},
	{
		name: 'requireIdentifier',
		label: 'Require an identifier',
		type: 'ARRAY',
		hint: 'List OpenAI event types, or all. Recommended: page_viewed.',
	},
	{ name: 'defaultCallingCode', label: 'Default calling code' },
	{
		name: 'integrationName',
		label: 'Name in integrations',
		hint: "If your calls say integrations: {All: false}, enter the function's whole name, such as OpenAI Ads (My Workspace).",
	},
	{ name: 'apiVersion', label: 'Generation of user fields' },
	{ name: 'validateOnly', label: 'Check only', type: 'BOOLEAN' },
];

const MORE_SETTINGS = {
	name: 'moreSettings',
	label: 'More settings (JSON)',
	description: 'A JSON object with any other setting of docs/settings.md, such as {"optOut": {"stripUser": true}}.',
	type: 'STRING',
	required: false,
	sensitive: false,
};

/** The form in the words of Segment's Public API. */
export function segmentForm(manual: readonly Comment[]) {
	const entries = new Map(manual.map((entry) => [entry.name, entry]));
	return {
		displayName: 'OpenAI Ads',
		description:
			'Sends conversions to OpenAI Ads (Conversions API): mapped, checked, hashed, each event with a status of its own.',
		settings: [...FIELDS.map((field) => toSetting(field, entries.get(field.setting ?? field.name))), MORE_SETTINGS],
	};
}

/** The file's text. */
export function generateSegmentForm(manual: readonly Comment[]): string {
	return `${JSON.stringify(segmentForm(manual), null, '\t')}\n`;
}

function toSetting(field: Field, entry: Comment | undefined): typeof MORE_SETTINGS {
	const { name, label, type = 'STRING', hint, required = false, sensitive = false } = field;
	if (entry === undefined) throw new Error(`docs: the field ${name} is not a setting.`);
	// Segment shows the text as it is, so markdown would be noise.
	const description = [entry.summary.replaceAll('`', ''), hint, defaultOf(entry)].filter(Boolean).join(' ');
	return { name, label, description, type, required, sensitive };
}

/** `Default: total, revenue.` for texts and lists of them; a switch is off. */
function defaultOf({ default: expression = '' }: Comment): string {
	const texts = [...expression.matchAll(/'([^']*)'/g)].map((match) => match[1]);
	return texts.length === 0 ? '' : `Default: ${texts.join(', ')}.`;
}
