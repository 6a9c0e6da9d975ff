import { expect } from 'chai';
import { accept, aDelivery, anItem, aServer } from './delivery-builders.js';

const error = (body: object) => JSON.stringify({ error: body });
const NAMED = error({
	message: 'Bad.',
	param: 'events[1]',
	code: 'invalid_event',
	errors: [{ param: 'events[1].id' }],
});
const UNNAMED = error({ message: 'Bad.', param: 'events', code: 'invalid_event' });
const ANONYMOUS = error({ message: 'Bad.', param: null, code: null });
const PID = error({ message: 'Unknown pid.', param: 'query', code: 'invalid' });

const ALL = (fate: string) => [fate, fate, fate];
const UNAUTHORIZED = ALL('failed unauthorized');
const EXHAUSTED = ALL('failed retries_exhausted');
const UNDECIDED = ALL('failed not_isolated');

/** What becomes of three events when every request of more than `upTo` events gets this answer, and the others are accepted. */
interface Row {
	readonly claim: string;
	readonly status: number;
	readonly body?: string;
	readonly upTo?: number;
	readonly fates: readonly string[];
	readonly requests: number;
}

describe('createDelivery, the answer decides', () => {
	const rows: readonly Row[] = [
		{ claim: '200 with the count', status: 200, body: '{"accepted_events":3}', fates: ALL('accepted'), requests: 1 },
		{ claim: '200 without it', status: 200, body: '{}', fates: ALL('accepted unconfirmed'), requests: 1 },
		{
			claim: '200 with less',
			status: 200,
			body: '{"accepted_events":0}',
			fates: ALL('accepted unconfirmed'),
			requests: 2,
		},
		{ claim: '204', status: 204, fates: ALL('accepted unconfirmed'), requests: 1 },
		{ claim: '200 without a body', status: 200, fates: ALL('accepted unconfirmed'), requests: 1 },
		{ claim: '200 with HTML', status: 200, body: '<p>', fates: EXHAUSTED, requests: 3 },
		...[408, 429, 500, 502, 503, 504].map((status) => ({ claim: `${status}`, status, fates: EXHAUSTED, requests: 3 })),
		...[301, 302, 307, 308, 401, 403, 404, 451].map((status) => ({
			claim: `${status}`,
			status,
			fates: UNAUTHORIZED,
			requests: 1,
		})),
		{ claim: '403 of a firewall', status: 403, body: 'error code: 1010', fates: EXHAUSTED, requests: 3 },
		{ claim: '400 naming pid', status: 400, body: PID, fates: UNAUTHORIZED, requests: 1 },
		{ claim: '400 without param and code', status: 400, body: ANONYMOUS, fates: UNAUTHORIZED, requests: 1 },
		...[400, 422].map((status) => ({
			claim: `${status} naming one event`,
			status,
			body: NAMED,
			upTo: 2,
			fates: ['accepted', 'discarded rejected', 'accepted'],
			requests: 2,
		})),
		...[400, 422].map((status) => ({
			claim: `${status} without an index, though no part is bad`,
			status,
			body: UNNAMED,
			upTo: 2,
			fates: ALL('accepted'),
			requests: 3,
		})),
		{ claim: '400 without an index to every part', status: 400, body: UNNAMED, fates: UNDECIDED, requests: 5 },
		{ claim: '422 without an index to every part', status: 422, body: UNNAMED, fates: UNDECIDED, requests: 5 },
		{ claim: '413 for more than one', status: 413, upTo: 1, fates: ALL('accepted'), requests: 5 },
		{ claim: '413 even for one', status: 413, fates: ALL('discarded rejected'), requests: 5 },
	];
	for (const { claim, status, body = '', upTo = 0, fates, requests } of rows) {
		it(`${claim}: ${[...new Set(fates)].join(', ')} after ${requests}`, async () => {
			const server = await aServer((response, count) => {
				const eventCount = JSON.parse(server.bodies[count - 1] ?? '').events.length;
				if (eventCount <= upTo) accept(response, eventCount);
				else response.writeHead(status, { location: '/elsewhere', 'x-request-id': `req_${count}` }).end(body);
			});

			const delivered = await aDelivery({ endpoint: server.endpoint, maxRetries: 2 })(
				['m0', 'm1', 'm2'].map((id) => anItem(id)),
			);

			await server.close();
			expect(delivered.map(({ result }) => fateOf(result))).to.deep.equal(fates);
			expect(server.bodies).to.have.lengthOf(requests);
			expect(delivered.every(({ result }) => /^req_/.test(result.requestId ?? ''))).to.equal(true);
		});
	}
});

function fateOf({ outcome, reason, detail }: { outcome: string; reason?: string; detail?: string }): string {
	return [outcome, reason ?? detail].filter((part) => part !== undefined).join(' ');
}
