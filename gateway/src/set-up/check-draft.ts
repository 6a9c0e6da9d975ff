/** What is wrong with a draft, and what it lacks, in the words of `openai-ads start`. Reads no file and asks nobody. */

import { findMissingAdminToken } from '../settings/admin-listener.js';
import { checkConfiguration } from '../settings/check-configuration.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import type { RawConfiguration } from '../settings/pixel-settings.js';
import { findMissingPixelKeys, findMissingWriteKeys } from '../settings/requirements.js';
import { resolvePixels } from '../settings/resolve-pixels.js';
import type { Draft } from './draft.js';
import { findBoth, withoutFiles } from './without-files.js';

export interface CheckedDraft {
	/** A line for each mistake: `destination.flushAt: expected an integer from 1 to 1000, got 5000.` */
	readonly problems: readonly string[];
	/** A line for each thing without which no event reaches OpenAI. */
	readonly missing: readonly string[];
	/** As a gateway would run with it, unless there are mistakes. */
	readonly configuration?: GatewayConfiguration;
}

export function checkDraft(draft: Draft): CheckedDraft {
	const both = (['gateway', 'pixels'] as const).flatMap((name) => findBoth(draft[name], name));
	const raw = withoutFiles(draft);
	const { destination, gateway, pixels, problems } = checkConfiguration(raw);
	if (destination === undefined || gateway === undefined || pixels === undefined || both.length > 0)
		return { problems: [...both, ...problems], missing: [] };
	const notes = { problems: [] as string[], files: new Set<string>() };
	const resolved = resolvePixels({ destination: raw.destination, gateway, pixels }, notes);
	if (draft.target === 'file' || draft.target === 'environment')
		notes.problems.push(...findMissingWriteKeys(gateway, resolved.keys), ...findMissingAdminToken(gateway));
	if (notes.problems.length > 0) return { problems: notes.problems, missing: [] };
	const alerts = { webhook: undefined, format: gateway.alerts.format, rules: gateway.alerts.rules };
	const configuration = { destination, gateway, given: raw.destination, proxy: undefined, alerts, ...resolved };
	return { problems: [], missing: findMissing(draft, raw, configuration), configuration };
}

const KEY = 'Conversions API key: create one in Ads Manager under Tools, Conversions.';
const PIXEL_ID = "Pixel ID: Ads Manager shows it below the data source's name.";

/** In Segment the key is typed into Segment. */
function findMissing({ target }: Draft, raw: RawConfiguration, { pixels }: GatewayConfiguration): string[] {
	if (Object.keys(raw.pixels).length > 0) return findMissingPixelKeys(pixels);
	const { apiKey, pixelId } = raw.destination;
	return [...(apiKey === undefined && target !== 'segment' ? [KEY] : []), ...(pixelId === undefined ? [PIXEL_ID] : [])];
}
