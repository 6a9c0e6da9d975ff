import { expect } from 'chai';
import { anOrderIn, aTrackEvent, digestOf, mapped } from '../../builders.js';

describe('mapEvent, external ids', () => {
	it('keep their case and lose outer space', () => {
		expect(mapped(aTrackEvent({ userId: ' Cust-1 ' })).user.external_ids_sha256).to.deep.equal([digestOf('Cust-1')]);
	});

	it('are taken as already hashed when they are digests, in lower case', () => {
		const userId = digestOf('x').toUpperCase();

		expect(mapped(aTrackEvent({ userId })).user.external_ids_sha256).to.deep.equal([digestOf('x')]);
	});

	it('are lower-cased for 2026-06', () => {
		const { user } = mapped(aTrackEvent({ userId: 'Cust-1' }), { apiVersion: '2026-06' });

		expect(user).to.deep.equal({ external_id_sha256: digestOf('cust-1') });
	});

	it('are the userId, or the anonymousId if there is none', () => {
		const anonymousId = 'anon-1';

		expect(mapped(aTrackEvent({ userId: 42, anonymousId })).user.external_ids_sha256).to.deep.equal([digestOf('42')]);
		expect(mapped(aTrackEvent({ anonymousId })).user.external_ids_sha256).to.deep.equal([digestOf('anon-1')]);
	});

	const junk = [
		'null',
		'NULL',
		'undefined',
		'anonymous',
		'Guest',
		'0',
		0,
		'none',
		'00000000-0000-0000-0000-000000000000',
		'',
		' ',
		{},
		[],
	];
	for (const userId of junk) {
		it(`pass over ${JSON.stringify(userId)}`, () => {
			const { user } = mapped(aTrackEvent({ userId, anonymousId: 'anon-1' }));

			expect(user.external_ids_sha256).to.deep.equal([digestOf('anon-1')]);
		});
	}
});

describe('mapEvent, the Android advertising id', () => {
	const id = '38400000-8cf0-11bd-b23e-10b96e40000d';
	const rows: readonly (readonly [claim: string, context: object, expected: string | undefined])[] = [
		['sends it for Android by os.name', { os: { name: 'Android' }, device: { advertisingId: id } }, id],
		['sends it for Android by device.type', { device: { type: 'android', advertisingId: id } }, id],
		["never sends Apple's", { os: { name: 'iOS' }, device: { type: 'ios', advertisingId: id } }, undefined],
		['does not send one of an unknown system', { device: { advertisingId: id } }, undefined],
		['drops all zeros', { os: { name: 'Android' }, device: { advertisingId: id.replace(/\w/g, '0') } }, undefined],
		['drops a text that is not a UUID', { os: { name: 'Android' }, device: { advertisingId: 'abc' } }, undefined],
	];
	for (const [claim, context, expected] of rows) {
		it(claim, () => {
			expect(mapped(anOrderIn({ ...context })).user?.android_advertising_id).to.equal(expected);
		});
	}

	it('is unknown to 2026-06', () => {
		const event = anOrderIn({ os: { name: 'Android' }, device: { advertisingId: id } });

		expect(mapped(event, { apiVersion: '2026-06' })).not.to.have.property('user');
	});
});
