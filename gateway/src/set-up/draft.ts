/** What the form of the page sends to be checked: a configuration as it would be written, with stand-ins in the places of keys. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import { badRequest, refuseUnknown } from '../http/http-error.js';
import type { RawConfiguration } from '../settings/pixel-settings.js';
import { TARGETS, type Target } from './target.js';

export interface Draft extends RawConfiguration {
	readonly target: Target;
}

/** Real ones have a few hundred. Our choice. */
const MAX_VALUES = 10_000;
const SECTIONS = ['destination', 'gateway', 'pixels'] as const;

/** @throws HttpError for what no form sends. Mistakes in settings are told by the check itself */
export function readDraft(body: UnknownRecord): Draft {
	const { target, destination = {}, gateway = {}, pixels = {}, ...unknown } = body;
	const known = TARGETS.find((each) => each === target);
	if (known === undefined) throw badRequest(`target: expected ${TARGETS.join(', ')}.`);
	refuseUnknown(unknown, ['target', ...SECTIONS]);
	if (!isRecord(destination) || !isRecord(gateway) || !isRecord(pixels))
		throw badRequest(`${SECTIONS.join(', ')}: expected objects.`);
	if (countValues(body) > MAX_VALUES) throw badRequest(`Expected at most ${MAX_VALUES} values.`);
	return { target: known, destination, gateway, pixels };
}

function countValues(root: unknown): number {
	const open = [root];
	let count = 0;
	while (open.length > 0) {
		const value = open.pop();
		if (typeof value !== 'object' || value === null) continue;
		const inner = Object.values(value);
		count += inner.length;
		if (count > MAX_VALUES) return count;
		open.push(...inner);
	}
	return count;
}
