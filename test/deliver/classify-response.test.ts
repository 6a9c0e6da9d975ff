import { expect } from 'chai';
import { classifyResponse, type Verdict } from '../../src/destination/deliver/classify-response.js';
import { RECORDED } from './recorded-errors.js';

const errorBody = (error: unknown) => JSON.stringify({ error });
const RECORDED_400 = errorBody(RECORDED.namedEvent);
const RECORDED_422 = errorBody(RECORDED.tooOld);
const RECORDED_401 = errorBody(RECORDED.unauthorized);
const RECORDED_403 = errorBody(RECORDED.unknownPixel);
const NO_PID = errorBody(RECORDED.missingPixel);
const UNNAMED = errorBody({ message: 'Invalid event in the request.', param: 'events', code: 'invalid_event' });
const SEVERAL = errorBody({
	param: 'events[1]',
	code: 'invalid_event',
	errors: [{ param: 'events[1].id' }, { param: 'events[2]' }, { param: 'events[2].data' }],
});

describe('classifyResponse', () => {
	const rows: readonly (readonly [claim: string, status: number, body: string, verdict: string])[] = [
		['200 with the count', 200, '{"accepted_events":3}', 'accepted, confirmed'],
		['202 with the count', 202, '{"accepted_events":3}', 'accepted, confirmed'],
		['200 without a count', 200, '{}', 'accepted, unconfirmed'],
		['200 with another count', 200, '{"accepted_events":2}', 'accepted, unconfirmed'],
		['200 with the count as a text', 200, '{"accepted_events":"3"}', 'accepted, unconfirmed'],
		['200 with HTML', 200, '<html>', 'retryable'],
		['200 with a JSON array', 200, '[]', 'retryable'],
		['200 with more than the count', 200, '{"accepted_events":4}', 'accepted, unconfirmed'],
		['200 with no error', 200, '{"accepted_events":3,"error":null}', 'accepted, confirmed'],
		['200 with an error', 200, '{"accepted_events":3,"error":{"message":"no"}}', 'retryable'],
		['200 with a cut body', 200, '{"accepted_ev', 'retryable'],
		['200 with white space', 200, ' \r\n', 'accepted, unconfirmed'],
		['204 without a body', 204, '', 'accepted, unconfirmed'],
		['408', 408, '', 'retryable'],
		['429', 429, errorBody('slow down'), 'retryable'],
		['500', 500, '', 'retryable'],
		['503 naming an event', 503, RECORDED_400, 'retryable'],
		['301', 301, '', 'unauthorized'],
		['307', 307, '', 'unauthorized'],
		['an opaque redirect', 0, '', 'unauthorized'],
		['401', 401, RECORDED_401, 'unauthorized'],
		['403', 403, RECORDED_403, 'unauthorized'],
		['404', 404, '', 'unauthorized'],
		['451', 451, '', 'unauthorized'],
		['403 of Cloudflare', 403, 'error code: 1010', 'retryable'],
		['403 with a page', 403, ' <!DOCTYPE html><title>Attention Required! | Cloudflare</title>', 'retryable'],
		['403 in plain words', 403, 'Forbidden', 'unauthorized'],
		['401 with a page', 401, '<html>', 'unauthorized'],
		['405', 405, '', 'unauthorized'],
		['400 without param and code', 400, NO_PID, 'unauthorized'],
		['400 whose param is pid', 400, errorBody({ param: 'pid', code: 'missing' }), 'unauthorized'],
		['400 whose code names pid', 400, errorBody({ param: 'query', code: 'invalid pid' }), 'unauthorized'],
		['400 whose message names pid', 400, errorBody({ message: 'Unknown pid.', param: 'x', code: 'y' }), 'unauthorized'],
		['400 naming an event', 400, RECORDED_400, 'rejected: 1'],
		['400 naming several events', 400, SEVERAL, 'rejected: 1,2'],
		['422 naming an event by param alone', 422, RECORDED_422, 'rejected: 0'],
		['400 naming an event and speaking of pid', 400, errorBody({ message: 'pid', param: 'events[0]' }), 'rejected: 0'],
		['400 naming an event that was not sent', 400, errorBody({ param: 'events[3]', code: 'x' }), 'rejected: '],
		['400 without an index', 400, UNNAMED, 'rejected: '],
		['422 without an index', 422, UNNAMED, 'rejected: '],
		['422 without param and code', 422, errorBody({ param: null, code: null }), 'rejected: '],
		['400 that is no JSON', 400, '<html>', 'rejected: '],
		['400 whose param has a bad toString', 400, '{"error":{"param":{"toString":1},"code":"x"}}', 'rejected: '],
		['400 whose param is a number', 400, '{"error":{"param":7,"code":"x"}}', 'rejected: '],
		['400 with a top-level message', 400, '{"message":"no"}', 'rejected: '],
		['413', 413, '', 'too_large'],
		['413 naming an event', 413, RECORDED_400, 'too_large'],
	];
	for (const [claim, status, body, expected] of rows) {
		it(`reads ${claim} as ${expected}`, () => {
			const verdict = classifyResponse({ status, body }, 3, (text) => text);

			expect(show(verdict)).to.equal(expected);
		});
	}

	it('says what is wrong with each named event', () => {
		const verdict = classifyResponse({ status: 400, body: RECORDED_400 }, 3, (text) => text);

		expect(verdict.status === 'rejected' && verdict.named.get(1)).to.equal(
			'missing_event_data_type: events[1].data.type: events[1].data.type must be a supported data type.',
		);
	});

	it('says what to do about a refused key', () => {
		const { detail } = classifyResponse({ status: 401, body: RECORDED_401 }, 3, (text) => text);

		expect(detail).to.equal('OpenAI answered 401: Unauthorized. Use a Conversions API key, not an Advertiser API key.');
	});

	it('blames a firewall, not the key, for what Cloudflare refuses', () => {
		const { detail } = classifyResponse({ status: 403, body: 'error code: 1010' }, 3, (text) => text);

		expect(detail)
			.to.match(/^A firewall before OpenAI refused this client \(403\), not OpenAI the key\./)
			.and.not.to.include('1010');
	});

	it('counts what OpenAI took if that is less than was sent', () => {
		const counts = ['{"accepted_events":2}', '{"accepted_events":0}', '{"accepted_events":3}', '{}'].map((body) => {
			const verdict = classifyResponse({ status: 200, body }, 3, (text) => text);
			return verdict.status === 'accepted' && verdict.acceptedCount;
		});

		expect(counts).to.deep.equal([2, 0, undefined, undefined]);
	});

	it('distinguishes throttling from other retryable answers', () => {
		const isThrottled = [429, 408, 503].map((status) => {
			const verdict = classifyResponse({ status, body: '' }, 1, (text) => text);
			return verdict.status === 'retryable' && verdict.isThrottled === true;
		});

		expect(isThrottled).to.deep.equal([true, false, false]);
	});
});

function show(verdict: Verdict): string {
	if (verdict.status === 'accepted') return `accepted, ${verdict.isConfirmed ? 'confirmed' : 'unconfirmed'}`;
	return verdict.status === 'rejected' ? `rejected: ${[...verdict.named.keys()].sort().join()}` : verdict.status;
}
