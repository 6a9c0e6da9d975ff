/** What OpenAI, or something before it, may answer; and what becomes of the events, wherever they come from. */

import { RECORDED } from '../recorded-errors.js';

/** Taken: it need not come back. Again: it may come back, and does. Gone: it must not. */
export type Fate = 'taken' | 'again' | 'gone';

export interface Answer {
	readonly status: number;
	readonly body?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** No answer, or only a part of one. */
	readonly timing?: 'never' | 'reset' | 'cut';
}

export interface Row {
	readonly claim: string;
	/** The answer to each request, by the ids in it. */
	readonly answer: (ids: readonly string[]) => Answer;
	/** Of `m0`, `m1`...; one for each event. */
	readonly fates: readonly Fate[];
	/** For Segment, if others decide by what they remember. */
	readonly segmentFates?: readonly Fate[];
	/** OpenAI accepted another event before. */
	readonly acceptedBefore?: true;
	/** The operator's log has a WARN, although the events are taken. */
	readonly warns?: true;
	/** What the one who sent the event is told. */
	readonly told?: RegExp;
}

const error = (fields: object) => JSON.stringify({ error: fields });
const json = (body: object) => JSON.stringify(body);
const UNNAMED = error({ message: 'Invalid event.', param: 'events', code: 'invalid_event' });

const always = (status: number, body = '', headers: Readonly<Record<string, string>> = {}) => {
	return (): Answer => ({ status, body, headers });
};
const timing = (how: NonNullable<Answer['timing']>) => () =>
	({ status: 200, body: '{"accepted', timing: how }) as const;
const accepting = (ids: readonly string[]): Answer => ({ status: 200, body: json({ accepted_events: ids.length }) });
/** Refuses requests with `m1`, and accepts all others. */
const against = (answer: (ids: readonly string[]) => Answer) => (ids: readonly string[]) =>
	ids.includes('m1') ? answer(ids) : accepting(ids);
const named =
	(status: number) =>
	(ids: readonly string[]): Answer => ({
		status,
		body: error({ param: `events[${ids.indexOf('m1')}].id`, code: 'invalid_event', message: 'No.' }),
	});

const TAKEN = ['taken'] as const;
const AGAIN = ['again'] as const;
const GONE = ['gone'] as const;
const ONE_BAD = ['taken', 'gone', 'taken'] as const;

export const ROWS: readonly Row[] = [
	{ claim: '200 with the count', answer: accepting, fates: TAKEN },
	{ claim: '202 with the count', answer: always(202, '{"accepted_events":1}'), fates: TAKEN },
	{ claim: '200 without a count', answer: always(200, '{}'), fates: TAKEN, told: /unconfirmed/ },
	{
		claim: '200 with a greater count',
		answer: always(200, '{"accepted_events":2}'),
		fates: TAKEN,
		told: /unconfirmed/,
	},
	{ claim: '200 with no error', answer: always(200, '{"accepted_events":1,"error":null}'), fates: TAKEN },
	{ claim: '200 without a body', answer: always(200), fates: TAKEN, told: /unconfirmed/ },
	{ claim: '204', answer: always(204), fates: TAKEN, told: /unconfirmed/ },
	{
		claim: '200 with a lower count',
		answer: always(200, '{"accepted_events":0}'),
		fates: TAKEN,
		warns: true,
		told: /unconfirmed/,
	},
	{ claim: '200 with text', answer: always(202, 'ok'), fates: AGAIN, told: /without a JSON object/ },
	{ claim: '200 with HTML', answer: always(200, '<html>'), fates: AGAIN, told: /without a JSON object/ },
	{ claim: '200 with a list', answer: always(200, '[]'), fates: AGAIN, told: /without a JSON object/ },
	{ claim: '200 with an error', answer: always(200, error({ message: 'no' })), fates: AGAIN, told: /with an error/ },
	{ claim: '200 with half a body', answer: always(200, '{"accepted_ev'), fates: AGAIN, told: /without a JSON object/ },
	{
		claim: '200 with 2 MB',
		answer: always(200, json({ x: 'x'.repeat(2_000_000) })),
		fates: AGAIN,
		told: /JSON object/,
	},
	{ claim: 'a body that breaks off', answer: timing('cut'), fates: AGAIN, told: /No answer from OpenAI/ },
	{ claim: 'no answer', answer: timing('never'), fates: AGAIN, told: /No answer from OpenAI \(TimeoutError\)/ },
	{ claim: 'a reset', answer: timing('reset'), fates: AGAIN, told: /No answer from OpenAI \(ECONNRESET\)/ },
	{ claim: '408', answer: always(408), fates: AGAIN, told: /408/ },
	{ claim: '429', answer: always(429), fates: AGAIN, told: /429/ },
	{ claim: '429 with a wait', answer: always(429, '', { 'retry-after': '7' }), fates: AGAIN, told: /429/ },
	{ claim: '429 with a long wait', answer: always(429, '', { 'retry-after': '999999999' }), fates: AGAIN, told: /429/ },
	{ claim: '429 with a wait of 0', answer: always(429, '', { 'retry-after': '0' }), fates: AGAIN, told: /429/ },
	{ claim: '500', answer: always(500, '<html>'), fates: AGAIN, told: /500/ },
	{
		claim: '503 with rubbish for a wait',
		answer: always(503, '', { 'retry-after': 'soon' }),
		fates: AGAIN,
		told: /503/,
	},
	{ claim: '503 naming an event', answer: named(503), fates: AGAIN, told: /503/ },
	{ claim: '301', answer: always(301, '', { location: '/' }), fates: AGAIN, told: /Redirects are not followed/ },
	{ claim: '401', answer: always(401, error(RECORDED.unauthorized)), fates: AGAIN, told: /Conversions API key/ },
	{ claim: '403', answer: always(403, error(RECORDED.unknownPixel)), fates: AGAIN, told: /same account/ },
	{ claim: '403 of Cloudflare', answer: always(403, 'error code: 1010'), fates: AGAIN, told: /firewall before OpenAI/ },
	{ claim: '403 with a page', answer: always(403, '<html>'), fates: AGAIN, told: /firewall before OpenAI/ },
	{ claim: '404', answer: always(404), fates: AGAIN, told: /Check the endpoint/ },
	{ claim: '451', answer: always(451), fates: AGAIN, told: /firewall before OpenAI/ },
	{ claim: '400 without a pixel', answer: always(400, error(RECORDED.missingPixel)), fates: AGAIN, told: /pixel ID/ },
	{ claim: '400 naming pid', answer: always(400, error({ param: 'pid', code: 'x' })), fates: AGAIN, told: /pixel ID/ },
	{
		claim: '400 naming a lone event',
		answer: always(400, error({ ...RECORDED.tooOld })),
		fates: GONE,
		told: /too_old/,
	},
	{ claim: '422 without a name', answer: always(422, UNNAMED), fates: AGAIN, told: /not be at fault/ },
	{ claim: '400 with a page', answer: always(400, '<html>'), fates: AGAIN, told: /not be at fault/ },
	{
		claim: '422 without a name, an hour after others were accepted at most',
		answer: always(422, UNNAMED),
		acceptedBefore: true,
		fates: GONE,
		segmentFates: AGAIN,
		told: /422/,
	},
	{ claim: '413 for one event', answer: always(413), fates: GONE, told: /413/ },
	{ claim: '400 naming one of three', answer: against(named(400)), fates: ONE_BAD, told: /400|events/ },
	{ claim: '422 for one of three, without a name', answer: against(always(422, UNNAMED)), fates: ONE_BAD, told: /422/ },
	{
		claim: '422 for each of three',
		answer: always(422, UNNAMED),
		fates: ['again', 'again', 'again'],
		told: /at fault/,
	},
	{ claim: '413 for one of three', answer: against(always(413)), fates: ONE_BAD, told: /413/ },
];
