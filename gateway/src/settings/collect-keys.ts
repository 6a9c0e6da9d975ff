/** Who sends to which pixel: write keys, and webhooks. */

import {
	DEFAULT_PIXEL,
	type Entries,
	type KeyEntry,
	type Notes,
	type RawWriteKey,
	type Sections,
	type Webhook,
} from './pixel-settings.js';
import { readSecret } from './read-secret.js';
import type { WriteKey } from './write-keys.js';

/** What the keys of `gateway` need, and a webhook that no pixel names: a pixel that is meant without being named. */
interface Whole {
	readonly entries: Entries;
	readonly sections: Sections;
	/** The only pixel, or the default one. */
	readonly main: string | undefined;
}

export function collectKeys({ entries, sections, main }: Whole, notes: Notes): WriteKey[] {
	const { gateway } = sections;
	const keys = new Map<string, WriteKey>();
	const browserKeys = gateway.browserWriteKeys.map((key) => ({ key, kind: 'browser' as const }));
	const add = (at: string, raws: readonly RawWriteKey[], pixel: string) => {
		for (const [index, raw] of raws.entries()) addKey(keys, { at: `${at}.${index}`, raw, pixel }, notes);
	};
	if (main !== undefined) {
		add('gateway.writeKeys', gateway.writeKeys, main);
		add('gateway.browserWriteKeys', browserKeys, main);
	} else if (gateway.writeKeys.length + browserKeys.length > 0) {
		notes.problems.push(
			`gateway.writeKeys: there are several pixels and none is called \`${DEFAULT_PIXEL}\`, so nobody knows whose keys these are. Move them to pixels.<name>.writeKeys.`,
		);
	}
	for (const [name, { writeKeys }] of entries) add(`pixels.${name}.writeKeys`, writeKeys, name);
	return [...keys.values()];
}

interface Found {
	readonly at: string;
	readonly raw: RawWriteKey;
	readonly pixel: string;
}

function addKey(keys: Map<string, WriteKey>, { at, raw, pixel }: Found, notes: Notes): void {
	const entry: KeyEntry = typeof raw === 'string' ? { key: raw, kind: 'server' } : raw;
	if (entry.key === undefined && entry.keyFile === undefined) {
		notes.problems.push(`${at}: expected \`key\` or \`keyFile\`, got neither.`);
	}
	const key = readSecret(`${at}.key`, [entry.key, entry.keyFile], notes);
	if (key === undefined) return;
	const known = keys.get(key);
	if (known !== undefined && known.kind !== entry.kind) {
		notes.problems.push(`${at}: this key stands elsewhere as one of the other kind. Use one key for each kind.`);
	}
	const pixels = [...new Set([...(known?.pixels ?? []), pixel])];
	const label = known?.label ?? entry.label;
	keys.set(key, { key, kind: entry.kind, pixels, ...(label === undefined ? {} : { label }) });
}

/** The pixels that name the webhook; if none does, the one that is meant without. */
export function findWebhookPixels(
	webhook: Webhook,
	{ entries, sections, main }: Whole,
	{ problems }: Notes,
): readonly string[] {
	const named = entries.filter(([, { webhooks }]) => webhooks.includes(webhook)).map(([name]) => name);
	if (named.length > 0 || sections.gateway.webhookSecrets[webhook] === undefined) return named;
	if (main !== undefined) return [main];
	problems.push(
		`gateway.webhookSecrets.${webhook}: there are several pixels and none is called \`${DEFAULT_PIXEL}\`. Say whose events these are: pixels.<name>.webhooks: ["${webhook}"].`,
	);
	return [];
}
