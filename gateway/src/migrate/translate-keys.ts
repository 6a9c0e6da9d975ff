/** The keys of RudderStack's Config, and what becomes of each. Pure. */

import { ACTION_SOURCES, exponentOf } from 'openai-ads-destination/internal';
import { translateConsent } from './translate-consent.js';
import { showValue } from './translate-row.js';
import type { Fate, Translation } from './verdict.js';

type TranslateKey = (value: unknown) => Translation;

const SOURCES: readonly string[] = ACTION_SOURCES;
const OF_THE_PAGE =
	"It is read by RudderStack's SDK in the page, in device mode. This destination works on the server.";

function say(what: string, fate: Fate, why: string, settings: Translation['settings'] = {}): Translation {
	return { settings, verdicts: [{ what, fate, why }] };
}

/** In the order of their form. `eventMapping` has a translation of its own. (rudder-integrations-config, read 2026-11-26) */
export const KEYS: Readonly<Record<string, TranslateKey>> = {
	rudderAccountId: () =>
		say(
			'rudderAccountId',
			'not',
			'It names an account of RudderStack that holds the key. Set the key as OPENAI_CONVERSIONS_API_KEY.',
		),
	apiKey: () =>
		say(
			'apiKey',
			'kept',
			'The same key, not shown here. Set it as OPENAI_CONVERSIONS_API_KEY, or in the field of the form.',
		),
	pixelId: (pixelId) => say('pixelId', 'kept', 'The same.', { pixelId }),
	defaultActionSource: toActionSource,
	defaultCurrency: toCurrency,
	consentManagement: translateConsent,
	oneTrustCookieCategories: () => say('oneTrustCookieCategories', 'not', LEGACY_CONSENT),
	ketchConsentPurposes: () => say('ketchConsentPurposes', 'not', LEGACY_CONSENT),
	connectionMode: toMode,
	useNativeSDK: toNative,
	eventFilteringOption: () => say('eventFilteringOption', 'not', OF_THE_PAGE),
	whitelistedEvents: () => say('whitelistedEvents', 'not', OF_THE_PAGE),
	blacklistedEvents: () => say('blacklistedEvents', 'not', OF_THE_PAGE),
};

const LEGACY_CONSENT =
	'rudder-server reads it for itself. Behind RudderStack leave it at the destination; elsewhere set `consent.requireCategories`.';

function toActionSource(value: unknown): Translation {
	if (typeof value === 'string' && SOURCES.includes(value))
		return say('defaultActionSource', 'kept', 'The same.', { defaultActionSource: value });
	return say(
		'defaultActionSource',
		'not',
		`${showValue(value)} is no action source of OpenAI. Here the default is \`web\`.`,
	);
}

function toCurrency(value: unknown): Translation {
	const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
	if (exponentOf(code) !== undefined) return say('defaultCurrency', 'kept', 'The same.', { defaultCurrency: code });
	return say('defaultCurrency', 'not', `${showValue(value)} is no current currency with a minor unit (ISO 4217).`);
}

function toMode(value: unknown): Translation {
	if (!JSON.stringify(value ?? '').includes('device'))
		return say('connectionMode', 'same', 'This destination works in cloud mode.');
	return say(
		'connectionMode',
		'not',
		"Device mode loads OpenAI's pixel in the page. Keep it there until the server reports the same orders with the same ids: see the cut-over.",
	);
}

function toNative(value: unknown): Translation {
	if (!JSON.stringify(value ?? '').includes('true'))
		return say('useNativeSDK', 'same', 'This destination works in cloud mode.');
	return say('useNativeSDK', 'not', 'It is device mode by its former name: see `connectionMode`.');
}
