import { expect } from 'chai';
import { validateEvent } from '../src/destination/validate-event.js';

const NOW = 1_795_348_800_000;
const event = { id: 'o1', type: 'order_created', timestamp_ms: NOW, data: { type: 'contents' } };

describe('validateEvent', () => {
	it('hands the event back as it came', () => {
		const validation = validateEvent(event, NOW);

		expect(validation.ok && validation.event).to.equal(event);
	});

	const DAY = 24 * 60 * 60 * 1000;
	const window: readonly (readonly [claim: string, timestampMs: number, isOk: boolean])[] = [
		['7 days old', NOW - 7 * DAY, true],
		['1 ms older', NOW - 7 * DAY - 1, false],
		['10 minutes ahead', NOW + 600_000, true],
		['1 ms further ahead', NOW + 600_001, false],
	];
	for (const [claim, timestamp_ms, isOk] of window) {
		it(`${isOk ? 'takes' : 'refuses'} an event ${claim}`, () => {
			expect(validateEvent({ ...event, timestamp_ms }, NOW).ok).to.equal(isOk);
		});
	}

	it('refuses everything by a clock that is no number', () => {
		expect(validateEvent(event, Number.NaN).ok).to.equal(false);
	});

	it('names the event as a whole when reading it throws', () => {
		const hostile = {
			get id(): string {
				throw new Error('not for you');
			},
		};

		const validation = validateEvent(hostile, NOW);

		expect(validation).to.deep.include({ ok: false });
		expect(!validation.ok && validation.problems.map(({ path }) => path)).to.deep.equal(['']);
	});

	it('does not repeat an unknown key that may be an address', () => {
		const validation = validateEvent({ ...event, 'jane@shop.example': 1 }, NOW);

		expect(JSON.stringify(validation)).not.to.include('jane');
	});
});
