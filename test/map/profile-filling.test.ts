import { expect } from 'chai';
import type { Profile } from '../../src/destination/profile/profile.js';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { aTrackEvent, digestOf, mapped, NOW_MS } from '../builders.js';

const EVENT_MS = NOW_MS - 60_000;
const DAY_MS = 86_400_000;
const HASHES = ['email', 'phone', 'first_name', 'last_name'].map(digestOf);
const [EMAIL, PHONE, FIRST, LAST] = HASHES as [string, string, string, string];
const remembered = <T>(value: T, seenAtMs = EVENT_MS - 1000) => ({ value, seenAtMs });

const profile: Profile = {
	email: remembered([EMAIL]),
	phone: remembered([PHONE]),
	first_name: remembered([FIRST]),
	last_name: remembered([LAST]),
	oppref: remembered('click'),
	obref: remembered('browser'),
	source_url: remembered('https://shop.example/last'),
};

/** An order of a backend: no page, no traits. */
const bare = aTrackEvent({ timestamp: EVENT_MS, context: {} });
const fill = (event: unknown, known: Profile, settings: SettingsInput = {}) =>
	mapped(event, settings, { profile: known });

describe('mapEvent with a profile', () => {
	it('fills every gap of an event', () => {
		expect(fill(bare, profile)).to.deep.include({
			oppref: 'click',
			action_source: 'web',
			source_url: 'https://shop.example/last',
			user: {
				emails_sha256: [EMAIL],
				phone_numbers_sha256: [PHONE],
				first_names_sha256: [FIRST],
				last_names_sha256: [LAST],
				obref: 'browser',
			},
		});
	});

	it("never overrides the event's own values", () => {
		const own = {
			traits: { email: 'own@shop.example', phone: '+14155552671', firstName: 'Own', lastName: 'Own', obref: 'own' },
			context: { page: { url: 'https://shop.example/own' }, providers: { openAI: { oppref: 'own' } } },
		};

		const event = fill({ ...bare, ...own }, profile);

		expect(event).to.deep.include({ oppref: 'own', source_url: 'https://shop.example/own' });
		expect(event.user).to.deep.equal(mapped({ ...bare, ...own }).user);
	});

	it('does not mix own and remembered values in one list', () => {
		const event = fill({ ...bare, traits: { email: 'own@shop.example' } }, profile);

		expect(event.user.emails_sha256).to.deep.equal([digestOf('own@shop.example')]);
	});

	it('fills fields in which the event has no usable value', () => {
		expect(fill({ ...bare, traits: { email: 'foo' } }, profile).user.emails_sha256).to.deep.equal([EMAIL]);
	});

	const clicks: readonly (readonly [claim: string, seenAtMs: number, oppref: string | undefined])[] = [
		['takes a click from 30 days before the event', EVENT_MS - 30 * DAY_MS, 'click'],
		['leaves a click from 30 days and 1 ms before out', EVENT_MS - 30 * DAY_MS - 1, undefined],
		['takes a click from 5 minutes after the event', EVENT_MS + 300_000, 'click'],
		['leaves a click from 5 minutes and 1 ms after out', EVENT_MS + 300_001, undefined],
	];
	for (const [claim, seenAtMs, oppref] of clicks) {
		it(claim, () => {
			expect(fill(bare, { oppref: remembered('click', seenAtMs) }).oppref).to.equal(oppref);
		});
	}

	it('has no such window for match keys', () => {
		expect(fill(bare, { email: remembered([EMAIL], EVENT_MS - 40 * DAY_MS) }).user.emails_sha256).to.deep.equal([
			EMAIL,
		]);
	});

	const off: readonly (readonly [field: string, place: string])[] = [
		['user.email', 'emails_sha256'],
		['user.phone', 'phone_numbers_sha256'],
		['user.first_name', 'first_names_sha256'],
		['user.last_name', 'last_names_sha256'],
		['user.obref', 'obref'],
	];
	for (const [field, place] of off) {
		it(`leaves ${field} empty when it is switched off`, () => {
			expect(fill(bare, profile, { fieldMapping: { [field]: [] } }).user).not.to.have.property(place);
		});
	}

	it('leaves oppref and source_url empty when they are switched off', () => {
		const event = fill(bare, profile, { fieldMapping: { oppref: [], source_url: [] } });

		expect(event).not.to.have.any.keys('oppref', 'source_url');
		expect(event.action_source).to.equal('other');
	});

	it('takes the fallback before the remembered URL', () => {
		const settings = { sourceUrl: { fallback: 'https://shop.example/fallback' } };

		expect(fill(bare, profile, settings).source_url).to.equal('https://shop.example/fallback');
	});

	it('takes no remembered URL for an event that did not happen on the web', () => {
		const event = fill({ ...bare, properties: { action_source: 'physical_store' } }, profile);

		expect(event).not.to.have.property('source_url');
	});

	it('keeps an opt-out, and strips the remembered keys if stripUser is set', () => {
		const optedOut = { ...profile, opt_out: remembered(true) };

		expect(fill(bare, optedOut).opt_out).to.equal(true);
		expect(fill(bare, optedOut, { optOut: { stripUser: true } }).user).to.deep.equal({ obref: 'browser' });
	});

	it('fills the singular keys of 2026-06, and no others', () => {
		expect(fill(bare, profile, { apiVersion: '2026-06' }).user).to.deep.equal({
			email_sha256: EMAIL,
			obref: 'browser',
		});
	});

	it('makes an event attributable', () => {
		const settings = { requireIdentifier: true };

		expect(() => mapped(bare, settings)).to.throw('unattributable');
		expect(fill(bare, profile, settings)).to.have.property('oppref');
	});

	it('changes nothing for an unknown person', () => {
		expect(fill(bare, {})).to.deep.equal(mapped(bare));
	});
});
