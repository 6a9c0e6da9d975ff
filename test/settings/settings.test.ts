import { expect } from 'chai';
import * as z from 'zod';
import { mapEvent } from '../../src/destination/map/map-event.js';
import { parseSettings, type SettingsInput, settingsSchema } from '../../src/destination/settings/settings.js';
import { SettingsError } from '../../src/destination/settings/settings-error.js';
import { aTrackEvent, NOW_MS } from '../builders.js';
import { problemsOf } from './settings-problems.js';

describe('parseSettings', () => {
	it('fills in every default', () => {
		expect(parseSettings({})).to.deep.equal({
			endpoint: 'https://bzr.openai.com/v1/events',
			apiVersion: '2026-09',
			eventMapping: [],
			unmappedEvents: 'skip',
			idFrom: ['messageId'],
			fieldMapping: {},
			amountFrom: ['total', 'revenue', 'value', 'subtotal', 'amount', 'products'],
			externalIdFrom: ['userId', 'anonymousId'],
			defaultActionSource: 'web',
			sourceUrl: { keepQuery: [] },
			clickParams: ['oppref'],
			moneyGuard: 'warn',
			personalData: 'remove',
			integrationName: 'OpenAI Ads',
			consent: 'obey',
			bots: 'skip',
			optOut: { gpc: true, adTracking: true, stripUser: false },
			requireIdentifier: false,
			flushAt: 10,
			flushInterval: 1000,
			maxBatchBytes: 4_000_000,
			maxInFlight: 4,
			maxQueued: 10_000,
			maxRetries: 8,
			requestTimeout: 10_000,
			maxIsolationRequests: 64,
			validateOnly: false,
			shadow: false,
			integrationSource: 'openai-ads-destination',
		});
	});

	const accepted: readonly (readonly [claim: string, settings: SettingsInput])[] = [
		['a custom event', { eventMapping: [{ from: 'A', to: 'custom', customEventName: 'Quote_1' }] }],
		[
			'rows of two events',
			{
				eventMapping: [
					{ from: 'A', to: 'skip' },
					{ from: 'B', to: 'skip' },
				],
			},
		],
		[
			'the same id path under both names',
			{ eventMapping: [{ from: 'A', to: 'skip', idFrom: 'messageId', deduplicationKey: ['messageId'] }] },
		],
		['click parameters', { clickParams: ['oppref', 'click_id'] }],
		['an off switch', { fieldMapping: { 'user.ip_address': [] } }],
		['a field of custom events', { fieldMapping: { 'data.note': 'properties.note' } }],
		['a list of event types', { requireIdentifier: ['page_viewed'] }],
		['both bounds of flushAt', { flushAt: 1000 }],
		['consent that is obeyed', { consent: 'obey' }],
		['consent that is not checked', { consent: false }],
		['required categories', { consent: { requireCategories: ['ads'] } }],
		['test events', { testEvents: { path: 'properties.test', equals: true } }],
		['an integration source in capitals', { integrationSource: ' Acme.Shop ' }],
		['a currency in lower case', { defaultCurrency: 'eur' }],
	];
	for (const [claim, settings] of accepted) {
		it(`takes ${claim}`, () => {
			expect(problemsOf(settings)).to.deep.equal([]);
		});
	}

	const refused: readonly (readonly [settings: object, problem: string])[] = [
		[{ flushAt: 5000 }, 'settings.flushAt: expected an integer from 1 to 1000, got 5000.'],
		[{ flushAt: 0 }, 'settings.flushAt: expected an integer from 1 to 1000, got 0.'],
		[{ flushAt: 1.5 }, 'settings.flushAt: expected an integer from 1 to 1000, got 1.5.'],
		[{ flushAt: '10' }, 'settings.flushAt: expected an integer from 1 to 1000, got "10".'],
		[{ flushAt: Number.NaN }, 'settings.flushAt: expected an integer from 1 to 1000, got NaN.'],
		[{ flushAt: 10n }, 'settings.flushAt: expected an integer from 1 to 1000, got 10.'],
		[{ flushAt: null }, 'settings.flushAt: expected an integer from 1 to 1000, got null.'],
		[{ maxQueued: 0 }, 'settings.maxQueued: expected an integer of at least 1, got 0.'],
		[{ flushInterval: -1 }, 'settings.flushInterval: expected an integer from 0 to 3600000, got -1.'],
		[{ apiVersion: '2027' }, 'settings.apiVersion: expected one of "2026-09"|"2026-06", got "2027".'],
		[{ unmappedEvents: 'send' }, 'settings.unmappedEvents: expected one of "skip"|"custom", got "send".'],
		[{ pixelId: '' }, 'settings.pixelId: expected string to have >=1 characters, got "".'],
		[{ idFrom: [] }, 'settings.idFrom: expected array to have >=1 items, got an empty array.'],
		[{ idFrom: [''] }, 'settings.idFrom[0]: expected a path that is not empty, got "".'],
		[
			{ fieldMapping: { 'user.email': 5 } },
			'settings.fieldMapping.user.email: expected a path or a list of paths, got 5.',
		],
		[
			{ fieldMapping: { 'user.emial': 'x' } },
			'settings.fieldMapping.user.emial: expected an output field, docs/settings.md lists them all, got "x".',
		],
		[
			{ requireIdentifier: 'yes' },
			'settings.requireIdentifier: expected true, false or a list of OpenAI event types, got "yes".',
		],
		[{ defaultCurrency: 'dollars' }, 'settings.defaultCurrency: expected a current ISO 4217 code, got "dollars".'],
		[{ defaultCurrency: 'BGN' }, 'settings.defaultCurrency: expected a current ISO 4217 code, got "BGN".'],
		[{ defaultCurrency: 'XAU' }, 'settings.defaultCurrency: expected a currency with a minor unit, got "XAU".'],
		[{ defaultCallingCode: '+44' }, 'settings.defaultCallingCode: expected 1 to 3 digits such as "44", got "+44".'],
		[
			{ consent: { requireCategories: [] } },
			'settings.consent.requireCategories: expected array to have >=1 items, got an empty array.',
		],
		[{ consent: 'obay' }, 'settings.consent: expected "obey", false or { requireCategories: [...] }, got "obay".'],
		[{ consent: true }, 'settings.consent: expected "obey", false or { requireCategories: [...] }, got true.'],
		[
			{ consent: { requireCategories: ['ads'], categories: 1 } },
			'settings.consent.categories: unknown setting. Did you mean `requireCategories`? docs/settings.md lists them all.',
		],
		[
			{ sourceUrl: { fallback: '/thanks' } },
			'settings.sourceUrl.fallback: expected an http or https URL with a host, got "/thanks".',
		],
		[
			{ sourceUrl: { fallback: 'https://a:b:c' } },
			'settings.sourceUrl.fallback: expected an http or https URL with a host, got "https://a:b:c".',
		],
		[
			{ sourceUrl: { canonicalOrigin: 'https://shop.example/a' } },
			'settings.sourceUrl.canonicalOrigin: expected an origin such as https://shop.example, got "https://shop.example/a".',
		],
		[
			{ sourceUrl: { canonicalOrigin: 'https://[x' } },
			'settings.sourceUrl.canonicalOrigin: expected an origin such as https://shop.example, got "https://[x".',
		],
		[{ eventMapping: [{ from: 'A', to: 'purchase' }] }, 'settings.eventMapping[0].to: expected one of '],
		[
			{ eventMapping: [{ from: ' ', to: 'skip' }] },
			'settings.eventMapping[0].from: expected string to have >=1 characters, got " ".',
		],
		[
			{ eventMapping: [{ from: 'A', to: 'custom' }] },
			'settings.eventMapping[0].customEventName: required because `to` is "custom", got nothing.',
		],
		[
			{ eventMapping: [{ from: 'A', to: 'custom', customEventName: 'a b' }] },
			'settings.eventMapping[0].customEventName: expected 1 to 64 letters, digits, `_` or `-`, beginning and ending with a letter or digit, got "a b".',
		],
		[
			{ eventMapping: [{ from: 'A', to: 'custom', customEventName: 'Order_Created' }] },
			'settings.eventMapping[0].customEventName: expected a name that is not a standard event type',
		],
		[
			{ eventMapping: [{ from: 'A', to: 'skip', customEventName: 'a' }] },
			'settings.eventMapping[0].customEventName: expected none',
		],
		[
			{
				eventMapping: [
					{ from: 'A', to: 'skip' },
					{ from: ' a ', to: 'skip' },
				],
			},
			'settings.eventMapping[1].from: expected each event once, row 0 has it already as "A", got " a ".',
		],
		[
			{
				eventMapping: [
					{ from: 'Order Paid', to: 'order_created' },
					{ from: 'order_paid', to: 'skip' },
				],
			},
			'settings.eventMapping[1].from: expected each event once, row 0 has it already as "Order Paid", got "order_paid".',
		],
		[
			{ eventMapping: [{ from: 'A', to: 'skip', idFrom: 'messageId', deduplicationKey: 'properties.id' }] },
			'settings.eventMapping[0].deduplicationKey: expected none, or the same as idFrom: it is another name for it, got "properties.id".',
		],
		[
			{ pixelId: 'clidsrc_81' },
			"settings.pixelId: expected a pixel ID, which Ads Manager shows below the data source's name; this is the id of a data source, got",
		],
		[{ pixelId: ' cds_81' }, 'settings.pixelId: expected a pixel ID, which Ads Manager shows'],
		[{ pixelId: 'adacct_1' }, 'settings.pixelId: expected a pixel ID, which Ads Manager shows'],
		[{ clickParams: ['click id'] }, 'settings.clickParams[0]: expected the name of a URL parameter, got "click id".'],
		[{ clickParams: ['a=b'] }, 'settings.clickParams[0]: expected the name of a URL parameter, got "a=b".'],
		[{ clickParams: Array(11).fill('a') }, 'settings.clickParams: expected at most 10 names, got an array.'],
		[{ personalData: true }, 'settings.personalData: expected one of "remove"|"send", got true.'],
		[{ moneyGuard: true }, 'settings.moneyGuard: expected one of "warn"|"block", got true.'],
		[{ integrationSource: 'é' }, 'settings.integrationSource: expected 1 to 64 letters'],
	];
	for (const [settings, problem] of refused) {
		it(`says "${problem.slice(0, 70)}"`, () => {
			const problems = problemsOf(settings);

			expect(problems).to.have.lengthOf(1);
			expect(problems[0]).to.satisfy((line: string) => line.startsWith(problem));
		});
	}

	for (const nothing of [undefined, null, 5, 'x', []]) {
		it(`refuses ${JSON.stringify(nothing)} for settings`, () => {
			expect(problemsOf(nothing)).to.have.lengthOf(1);
		});
	}

	const unknown = [
		['apikey', { apikey: 'x' }, 'Did you mean `apiKey`?'],
		['optOut.gcp', { optOut: { gcp: true } }, 'Remove it or correct its name;'],
		['optOut.stripuser', { optOut: { stripuser: true } }, 'Did you mean `stripUser`?'],
		['eventMapping[0].frm', { eventMapping: [{ from: 'a', to: 'skip', frm: 1 }] }, 'Did you mean `from`?'],
		['kafka', { kafka: 'x' }, 'Remove it or correct its name;'],
		['sourceUrl.constructor', { sourceUrl: { constructor: 1 } }, 'Remove it or correct its name;'],
	] as const;
	for (const [name, settings, advice] of unknown) {
		it(`refuses the unknown key ${name} by name`, () => {
			expect(problemsOf(settings)).to.deep.equal([
				`settings.${name}: unknown setting. ${advice} docs/settings.md lists them all.`,
			]);
		});
	}

	it('suggests names for the first of many unknown keys only', () => {
		const names = Array.from({ length: 30 }, (_, index) => [`stripUser${index}`, true]);

		const problems = problemsOf({ optOut: Object.fromEntries(names) });

		expect(problems.map((line) => line.includes('Did you mean'))).to.deep.equal(names.map((_, index) => index < 20));
	});

	it('names several mistakes at once', () => {
		const settings = {
			flushAt: 0,
			maxRetries: -1,
			nope: 1,
			fieldMapping: { 'user.emial': 'x' },
			defaultCurrency: 'XXX',
		};

		const problems = problemsOf(settings).join('\n');

		for (const name of ['flushAt', 'maxRetries', 'nope']) expect(problems).to.include(`settings.${name}:`);
	});

	it('names several conflicts at once', () => {
		const settings = {
			fieldMapping: { 'user.emial': 'x' },
			defaultCurrency: 'XXX',
			eventMapping: [{ from: 'a', to: 'custom' }],
		};

		expect(problemsOf(settings)).to.have.lengthOf(3);
	});

	const secrets: readonly (readonly [claim: string, settings: unknown])[] = [
		['an apiKey of the wrong type', { apiKey: ['sk-svcacct-1'] }],
		['a number as apiKey', { apiKey: 5551234 }],
		['an apiKey that no header can carry', { apiKey: 'sk-svcacct-1\nx: y' }],
		['the key instead of the settings', 'sk-svcacct-5551234'],
		['the key in another setting', { apiVersion: 'sk-svcacct-5551234' }],
		['the password of an endpoint', { endpoint: 'https://jane:5551234@proxy.example/' }],
		['an unknown key with a value', { secretKey: 'sk-svcacct-5551234' }],
	];
	for (const [claim, settings] of secrets) {
		it(`does not show ${claim}`, () => {
			expect(problemsOf(settings).join('\n'))
				.to.match(/^settings/)
				.and.not.to.match(/sk-|555/);
		});
	}
});

describe('settingsSchema', () => {
	const schema = z.toJSONSchema(settingsSchema, { io: 'input' });

	it('prints as JSON Schema that allows no unknown key', () => {
		expect(schema).to.include({ type: 'object', additionalProperties: false });
		expect(schema.required).to.equal(undefined);
	});

	it('describes every setting, and names the default of every one that has one', () => {
		const defaults = parseSettings({}) as Record<string, unknown>;

		for (const [name, property] of Object.entries(schema.properties ?? {})) {
			expect(property, name).to.have.property('description').that.is.not.empty;
			if (!['object', 'undefined'].includes(typeof defaults[name]))
				expect(property, name).to.have.property('default', defaults[name]);
		}
	});
});

describe('mapEvent and its settings', () => {
	it('throws SettingsError for settings that are wrong', () => {
		expect(() => mapEvent(aTrackEvent(), { flushAt: 0 }, NOW_MS)).to.throw(SettingsError);
	});

	it('needs neither key nor pixel', () => {
		expect(mapEvent(aTrackEvent(), {}, NOW_MS).ok).to.equal(true);
	});
});
