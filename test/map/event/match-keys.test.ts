import { expect } from 'chai';
import { toVerdict } from '../../../src/destination/attribution.js';
import type { ConversionEventDraft } from '../../../src/destination/contract/conversion-event.js';
import { admitAlone } from '../../../src/destination/intake/admit.js';
import { mappingOf } from '../../../src/destination/map/compile-mapping.js';
import { findMatchKeys } from '../../../src/destination/map/event/match-keys.js';
import { sha256 } from '../../../src/destination/primitives/sha256.js';
import { aTrackEvent, NOW_MS } from '../../builders.js';

/** Each key of the table, in order of rank: the fields of `user` that carry it, and the verdict that it gives alone. */
const KEYS = [
	['click', [], 'attributable'],
	['e-mail', ['emails_sha256', 'email_sha256'], 'matchable'],
	['obref', ['obref'], 'matchable'],
	['advertising id', ['android_advertising_id'], 'matchable'],
	['phone', ['phone_numbers_sha256'], 'matchable'],
	['userId', ['external_ids_sha256', 'external_id_sha256'], 'matchable'],
	['anonymousId', ['external_ids_sha256', 'external_id_sha256'], 'weak'],
	['name', ['first_names_sha256', 'last_names_sha256'], 'weak'],
	['place', ['regions', 'cities', 'postal_codes', 'city', 'zip_code'], 'weak'],
	['IP', ['ip_address'], 'weak'],
	['user agent', ['user_agent'], 'weak'],
] as const;
const [CLICK, ANONYMOUS] = [1, 64];
const RANK = ['attributable', 'matchable', 'weak', 'none'];

function draftWith(fields: readonly string[], bits: number): ConversionEventDraft {
	const user = Object.fromEntries(fields.map((field) => [field, 'x']));
	return { ...(bits & CLICK ? { oppref: 'x' } : {}), user } as unknown as ConversionEventDraft;
}

describe('the match keys of an event', () => {
	for (const [index, [name, fields]] of KEYS.entries()) {
		for (const field of fields) {
			it(`are bit ${1 << index} for ${name} in ${field}`, () => {
				expect(findMatchKeys(draftWith([field], 0), 1 << index === ANONYMOUS)).to.equal(1 << index);
			});
		}
	}

	it('are bit 1 for a click', () => {
		expect(findMatchKeys({ oppref: 'x' } as ConversionEventDraft, false)).to.equal(CLICK);
	});

	it('leave a country alone out, and the wrong idea that an event without external id is anonymous', () => {
		expect(findMatchKeys(draftWith(['countries'], 0), false)).to.equal(0);
		expect(findMatchKeys(draftWith(['country'], 0), true)).to.equal(0);
		expect(findMatchKeys({} as ConversionEventDraft, true)).to.equal(0);
	});

	it('are those of the fields that are there, of an event that was not checked', () => {
		const uncheckedKeys = (json: string) => findMatchKeys(JSON.parse(json), false);

		expect(uncheckedKeys('{"user":null}')).to.equal(0);
		expect(uncheckedKeys('{"user":null,"oppref":"x"}')).to.equal(CLICK);
		expect(uncheckedKeys('{"user":{"emails_sha256":null}}')).to.equal(
			uncheckedKeys('{"user":{"emails_sha256":["x"]}}'),
		);
	});

	it('give the verdict of the best key, in all 2048 combinations', () => {
		for (let bits = 0; bits < 2048; bits++) {
			const verdicts = KEYS.filter((_, index) => bits & (1 << index)).map(([, , verdict]) => verdict);
			const best = RANK.find((verdict) => verdicts.includes(verdict as never)) ?? 'none';

			expect(toVerdict(bits), String(bits)).to.equal(best);
		}
	});

	it('survive being written as an event and read again, in all combinations that an event can have', () => {
		for (let bits = 0; bits < 2048; bits++) {
			// An event has one external id, of one kind.
			if ((bits & 96) === 96) continue;
			const fields = KEYS.flatMap(([, names], index) => (bits & (1 << index) ? names.slice(0, 1) : []));

			expect(findMatchKeys(draftWith(fields, bits), (bits & ANONYMOUS) !== 0), String(bits)).to.equal(bits);
		}
	});

	const ids: readonly (readonly [fields: object, bits: number])[] = [
		[{ userId: 'u1', anonymousId: 'a1' }, 32],
		[{ anonymousId: 'a1' }, 64],
		[{ anonymousId: ' a1 ' }, 64],
		[{ anonymousId: 7 }, 64],
		[{ userId: 'same', anonymousId: 'same' }, 64],
		[{ userId: 'guest', anonymousId: 'a1' }, 64],
		[{ userId: 'u1', anonymousId: { toString: null } }, 32],
		[{ userId: 5 }, 32],
		[{}, 0],
	];
	for (const [fields, bits] of ids) {
		it(`tell by whose id it is: ${JSON.stringify(fields)}`, () => {
			const { item } = admitAlone(aTrackEvent({ ...fields }), mappingOf({}), { nowMs: () => NOW_MS, sha256 });

			expect(item?.matchKeys).to.equal(bits);
		});
	}
});
