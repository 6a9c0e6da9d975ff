/** From the sections of the configuration to the pixels: whose key, which settings, who sends to which. */

import { type DeliverySettings, parseSettings, SettingsError } from 'openai-ads-destination/pipeline';
import { explainSettings } from './check-configuration.js';
import { collectKeys, findWebhookPixels } from './collect-keys.js';
import {
	DEFAULT_PIXEL,
	type Entries,
	type Notes,
	type PixelSettings,
	type RawPixel,
	type ResolvedPixels,
	type Sections,
} from './pixel-settings.js';
import { readSecret } from './read-secret.js';

/** Adds a line to `problems` for each thing that is wrong. */
export function resolvePixels(sections: Sections, notes: Notes): ResolvedPixels {
	const entries = Object.entries(withDefault(sections));
	noteSharedIds(entries, notes);
	const main = entries.length === 1 ? entries[0]?.[0] : entries.find(([name]) => name === DEFAULT_PIXEL)?.[0];
	const whole = { entries, sections, main };
	return {
		pixels: entries.flatMap(([name, pixel]) => toSettings(name, pixel, sections, notes) ?? []),
		keys: collectKeys(whole, notes),
		keylessPixels: main === undefined ? [] : [main],
		webhookPixels: {
			segment: findWebhookPixels('segment', whole, notes),
			rudderstack: findWebhookPixels('rudderstack', whole, notes),
		},
	};
}

/** `destination` describes a pixel of its own if it names one, or if there is no other. */
function withDefault({ destination, pixels }: Sections): Readonly<Record<string, RawPixel>> {
	const { pixelId } = destination;
	const isAlone = Object.keys(pixels).length === 0;
	if (pixels[DEFAULT_PIXEL] !== undefined || (typeof pixelId !== 'string' && !isAlone)) return pixels;
	const own = { pixelId: typeof pixelId === 'string' ? pixelId : '', writeKeys: [], webhooks: [], paused: false };
	return { [DEFAULT_PIXEL]: own, ...pixels };
}

/** Two names of one pixel would share its queue. */
function noteSharedIds(entries: Entries, { problems }: Notes): void {
	const names = new Map<string, string>();
	for (const [name, { pixelId }] of entries) {
		const other = names.get(pixelId.trim());
		if (other !== undefined)
			problems.push(`pixels.${name}.pixelId: the same as that of pixels.${other}. Keep one of them.`);
		else names.set(pixelId.trim(), name);
	}
}

function toSettings(name: string, pixel: RawPixel, sections: Sections, notes: Notes): PixelSettings | undefined {
	const { pixelId, destination = {}, maxRequestsPerSecond, paused, hold = sections.gateway.hold } = pixel;
	for (const misplaced of ['apiKey', 'pixelId'].filter((setting) => setting in destination)) {
		notes.problems.push(
			`pixels.${name}.destination.${misplaced}: expected pixels.${name}.${misplaced}. Move it there.`,
		);
	}
	const given = readSecret(`pixels.${name}.apiKey`, [pixel.apiKey, pixel.apiKeyFile], notes);
	const credentials = { pixelId: pixelId || undefined, apiKey: given ?? sections.destination['apiKey'] };
	const parsed = parse(name, withoutUnset({ ...sections.destination, ...destination, ...credentials }), notes);
	return parsed && { name, destination: parsed, maxRequestsPerSecond, paused, hold };
}

function withoutUnset(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function parse(name: string, raw: Record<string, unknown>, { problems }: Notes): DeliverySettings | undefined {
	try {
		const settings = parseSettings(raw);
		return { ...settings, apiKey: settings.apiKey ?? '', pixelId: settings.pixelId ?? '' };
	} catch (error) {
		if (!(error instanceof SettingsError)) throw error;
		const place = (line: string) =>
			/^settings\.(apiKey|pixelId)\b/.test(line) ? `pixels.${name}` : `pixels.${name}.destination`;
		problems.push(...error.problems.map((line) => explainSettings(line, place(line))));
		return undefined;
	}
}
