/** The generated parts of the documentation, derived from the tables that the code runs on. */

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { BY_DESIGN, SINGULAR_KEYS } from '../../gateway/src/compare/by-design.js';
import { gatewaySchema } from '../../gateway/src/settings/configuration.js';
import { createPixelSchema } from '../../gateway/src/settings/pixel-schema.js';
import { DATA_TYPE_OF, EVENT_TYPES } from '../../src/destination/contract/event-types.js';
import { DEFAULT_EVENTS, GA4_EVENTS } from '../../src/destination/map/event/default-events.js';
import {
	DEFAULT_PATHS,
	GUEST_PATHS,
	INTEGRATION,
	ITEM_PATHS,
	OPPREF_URL_PATHS,
} from '../../src/destination/map/paths/output-fields.js';
import { ITEM_PREFIX } from '../../src/destination/settings/field-names.js';
import { settingsSchema } from '../../src/destination/settings/settings.js';
import { browserScript } from './browser-script.js';
import { metricRows } from './metric-rows.js';
import { reasons, symptoms, words } from './reason-tables.js';
import { troubleshooting } from './troubleshooting.js';

/** Marker name to markdown; docs/*.md hold them between `<!-- generated: name -->` and `<!-- /generated -->`. */
export function generateTables(): Record<string, string> {
	return {
		events: table(['Event', 'OpenAI `type`', '`data.type`'], eventRows()),
		types: table(
			['`type`', '`data.type`'],
			EVENT_TYPES.map((type) => [code(type), code(DATA_TYPE_OF[type])]),
		),
		fields: table(['Output field', 'Read from, in this order'], fieldRows()),
		items: table(
			['Output field', 'Read from the item'],
			Object.entries(ITEM_PATHS).map(([field, paths]) => [code(ITEM_PREFIX + field), codes(paths)]),
		),
		settings: table(['Setting', 'Default', 'Meaning'], settingRows(toJsonSchema(settingsSchema))),
		segment: table(['Name', 'Label', 'Type', 'Description'], segmentRows()),
		browser: browserScript(),
		pixels: table(['Setting', 'Default', 'Meaning'], settingRows(toJsonSchema(createPixelSchema(z.object({}))))),
		gateway: table(['Setting', 'Default', 'Meaning'], settingRows(toJsonSchema(gatewaySchema))),
		symptoms: symptoms(),
		reasons: reasons(),
		words: words(),
		doctor: troubleshooting(),
		compare: table(
			['Code', 'Field', 'Why'],
			[...BY_DESIGN, SINGULAR_KEYS].map(({ code: name, field, reason }) => [code(name), code(field), reason]),
		),
		metrics: table(['Metric', 'Type', 'Labels', 'Meaning'], metricRows()),
	};
}

/** The text with every generated part replaced by its current table. */
export function refresh(markdown: string, tables: Readonly<Record<string, string>>): string {
	return markdown.replace(/<!-- generated: (\w+) -->[\s\S]*?<!-- \/generated -->/g, (_, name: string) => {
		const generated = tables[name];
		if (generated === undefined) throw new Error(`docs: there is no generated part named ${name}.`);
		return `<!-- generated: ${name} -->\n${generated}\n<!-- /generated -->`;
	});
}

function eventRows(): string[][] {
	const page = ['the `page` call', code('page_viewed'), code('contents')];
	return [
		page,
		...[...DEFAULT_EVENTS, ...GA4_EVENTS].map(([name, type]) => [name, code(type), code(DATA_TYPE_OF[type])]),
	];
}

/** What the paths alone do not say. */
const REMARKS: Readonly<Record<string, string>> = {
	oppref: `then the URL parameter in ${codes(OPPREF_URL_PATHS)}, then the profile`,
	'user.obref': 'then the profile',
	source_url: 'then `sourceUrl.fallback`, then the profile',
	'user.external_id': 'setting `externalIdFrom`',
	'data.amount': 'setting `amountFrom`',
	opt_out: 'setting `optOut`',
	'user.ip_address': 'then `request_ip` if `channel` is `web`',
	'user.email': `on orders, checkouts, leads and registrations also ${codes(GUEST_PATHS['user.email'])}, then the profile`,
	'user.phone': `on orders, checkouts, leads and registrations also ${codes(GUEST_PATHS['user.phone'])}, then the profile`,
	'user.first_name': 'then the profile',
	'user.last_name': 'then the profile',
	'data.contents': "a list or one object; else the event's own product fields (Product Viewed, Product Added)",
	'user.android_advertising_id': 'on Android only',
};

function fieldRows(): string[][] {
	return Object.entries(DEFAULT_PATHS).map(([field, paths]) => [
		code(field),
		[codes(paths.map((path) => path.replace(INTEGRATION, '<integrationName>'))), REMARKS[field] ?? '']
			.filter(Boolean)
			.join('; '),
	]);
}

/** Segment's words for the types, in its forms. */
const SEGMENT_TYPES: Readonly<Record<string, string>> = {
	STRING: 'Text',
	BOOLEAN: 'Boolean',
	ARRAY: 'Array',
	TEXT_MAP: 'Text Map',
};

function segmentRows(): string[][] {
	const form = JSON.parse(readFileSync(new URL('../../integrations/segment/settings.json', import.meta.url), 'utf8'));
	return form.settings.map((setting: Readonly<Record<string, string>>) => [
		code(setting['name'] ?? ''),
		setting['label'],
		[SEGMENT_TYPES[setting['type'] ?? ''], setting['required'] && 'required', setting['sensitive'] && 'secret']
			.filter(Boolean)
			.join(', '),
		setting['description'],
	]);
}

interface JsonSchema {
	readonly description?: string;
	readonly default?: unknown;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly items?: JsonSchema;
}

function toJsonSchema(schema: z.core.$ZodType): JsonSchema {
	return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema; // Read for its properties alone.
}

/** One row for each setting, those inside an object or a list of objects behind it. */
function settingRows({ properties = {} }: JsonSchema, prefix = ''): string[][] {
	return Object.entries(properties).flatMap(([key, setting]) => {
		const name = prefix + key;
		const initial = setting.default === undefined ? '' : code(JSON.stringify(setting.default));
		return [
			[code(name), initial, setting.description ?? ''],
			...settingRows(setting, `${name}.`),
			...settingRows(setting.items ?? {}, `${name}[].`),
		];
	});
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
	return `\`${text}\``;
}

function codes(texts: readonly string[]): string {
	return texts.map(code).join(', ');
}
