import { expect } from 'chai';
import fc from 'fast-check';
import { parseTimestampMs } from '../../src/destination/primitives/times.js';
import { aTrackEvent, endOf, mapNow, mapped, NOW_MS, notedPaths } from '../builders.js';

describe('mapEvent, timestamp_ms', () => {
	const forms: readonly (readonly [timestamp: unknown, ms: number])[] = [
		['2026-11-22T11:59:00.000Z', NOW_MS - 60_000],
		['2026-11-22T11:59:00Z', NOW_MS - 60_000],
		['2026-11-22T11:59:00.123456789Z', NOW_MS - 60_000 + 123],
		['2026-11-22T11:59:00+00:00', NOW_MS - 60_000],
		['2026-11-22T13:59:00+02:00', NOW_MS - 60_000],
		['2026-11-22T13:59:00+0200', NOW_MS - 60_000],
		['2026-11-22T11:59:00', NOW_MS - 60_000],
		['2026-11-22 11:59:00', NOW_MS - 60_000],
		[' 2026-11-22T11:59:00Z ', NOW_MS - 60_000],
		['2026-11-22 11:59:00 UTC', NOW_MS - 60_000],
		['2026-11-22 11:59:00+00', NOW_MS - 60_000],
		['2026-11-22 13:59:00 +0200', NOW_MS - 60_000],
		['2026-11-22t11:59:00z', NOW_MS - 60_000],
		['2026-11-22', NOW_MS - 12 * 3_600_000],
		['Sun, 22 Nov 2026 11:59:00 GMT', NOW_MS - 60_000],
		['Sun Nov 22 2026 12:59:00 GMT+0100 (CET)', NOW_MS - 60_000],
		[NOW_MS - 60_000, NOW_MS - 60_000],
		[NOW_MS - 59_999.5, NOW_MS - 60_000],
		[NOW_MS / 1000 - 60, NOW_MS - 60_000],
		[`${NOW_MS - 60_000}`, NOW_MS - 60_000],
		[`${NOW_MS / 1000 - 60}`, NOW_MS - 60_000],
		[new Date(NOW_MS - 60_000), NOW_MS - 60_000],
	];
	for (const [timestamp, ms] of forms) {
		it(`is ${ms} for ${typeof timestamp} ${String(timestamp)}`, () => {
			expect(mapped(aTrackEvent({ timestamp })).timestamp_ms).to.equal(ms);
		});
	}

	const garbage = [
		'yesterday',
		'garbage 12',
		'Sun 5',
		'tomorrow 2026',
		'',
		'22.11.2026',
		'2026-13-45T99:99:99Z',
		'2026-11-22 11:59:00 PM',
		'Sun Nov 22 2026 11:59:00',
		'5',
		'12345678',
		`2026-11-22T11:59:00.${'0'.repeat(100)}Z`,
		5,
		0,
		-1,
		Number.NaN,
		true,
		{},
		[],
		new Date(Number.NaN),
	];
	for (const timestamp of garbage) {
		it(`passes on to originalTimestamp for ${String(timestamp) || '""'}`, () => {
			const event = aTrackEvent({ timestamp, originalTimestamp: '2026-11-22T11:00:00Z' });

			expect(mapped(event).timestamp_ms).to.equal(NOW_MS - 3_600_000);
		});

		it(`makes the event malformed if ${String(timestamp) || '""'} is its only time`, () => {
			expect(endOf(aTrackEvent({ timestamp }))).to.equal('discarded: malformed');
		});
	}

	for (const zone of ['America/New_York', 'Asia/Tokyo', 'UTC']) {
		it(`is the same on a machine in ${zone}`, () => {
			const own = process.env['TZ'];
			process.env['TZ'] = zone;
			try {
				const times = ['2026-11-22T11:59:00', '2026-11-22 11:59:00', '2026-11-22'];

				expect(times.map((timestamp) => mapped(aTrackEvent({ timestamp })).timestamp_ms)).to.deep.equal([
					NOW_MS - 60_000,
					NOW_MS - 60_000,
					NOW_MS - 12 * 3_600_000,
				]);
			} finally {
				if (own === undefined) delete process.env['TZ'];
				else process.env['TZ'] = own;
			}
		});
	}

	it('is read from timestamp, originalTimestamp, sentAt, receivedAt', () => {
		const times = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'].map(
			(key, index) => [key, NOW_MS - index] as const,
		);

		times.forEach(([, ms], first) => {
			const event = { ...aTrackEvent({ timestamp: undefined }), ...Object.fromEntries(times.slice(first)) };
			expect(mapped(event).timestamp_ms).to.equal(ms);
		});
	});

	it('is the current time, with a note, for an event without any time', () => {
		const event = aTrackEvent({ timestamp: undefined });

		expect(mapped(event).timestamp_ms).to.equal(NOW_MS);
		expect(notedPaths(event)).to.deep.equal(['timestamp_ms']);
	});

	const DAY_MS = 86_400_000;
	const bounds: readonly (readonly [timestamp: number, end: string])[] = [
		[NOW_MS - 7 * DAY_MS, 'ok'],
		[NOW_MS - 7 * DAY_MS - 1, 'discarded: expired'],
		[NOW_MS + 600_000, 'ok'],
		[NOW_MS + 600_001, 'discarded: too_far_ahead'],
	];
	for (const [timestamp, end] of bounds) {
		it(`makes it ${end} ${timestamp - NOW_MS} ms from now`, () => {
			expect(endOf(aTrackEvent({ timestamp }))).to.equal(end);
		});
	}

	it('says how old an expired event is and what to do', () => {
		const result = mapNow(aTrackEvent({ timestamp: NOW_MS - 9 * DAY_MS }));

		expect(result).to.have.property(
			'detail',
			'timestamp_ms: 9.0 days old, OpenAI accepts 7. Replay sooner, or leave this event out.',
		);
	});
});

describe('parseTimestampMs', () => {
	it('reads every time that an SDK can write as `Date.parse` does', () => {
		const part = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
		const text = fc
			.tuple(fc.integer({ min: 1900, max: 2999 }), part(13), part(32), part(24), part(60), part(60), part(99))
			.map(([year, month, day, h, m, s, ms]) => `${year}-${month}-${day}T${h}:${m}:${s}.${ms}0Z`);
		fc.assert(
			fc.property(text, (iso) => {
				const ms = Date.parse(iso);
				expect(parseTimestampMs(iso)).to.equal(Number.isNaN(ms) ? undefined : ms);
			}),
			{ numRuns: 2000 },
		);
	});
});
