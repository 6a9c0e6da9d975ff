import { expect } from 'chai';
import { explainEvent } from '../../../src/destination/explain/explain-event.js';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { aTrackEvent, NOW_MS } from '../../builders.js';

interface Broken {
	readonly mistake: string;
	readonly event: object;
	readonly settings?: SettingsInput;
	/** Cause and cure, as they are shown. */
	readonly says: string;
}

const order = (changes: object = {}) => aTrackEvent({ event: 'Order Completed', ...changes });

const BROKEN: readonly Broken[] = [
	{
		mistake: 'an order from the server without the click',
		event: order({ context: {}, properties: { total: 5, currency: 'USD' } }),
		says: 'No oppref: the event has none, and no click of this person was seen. > Identify the buyer in the browser with the same userId before checkout, or send `context.providers.openAI.oppref`.',
	},
	{
		mistake: 'a replay that is too old',
		event: order({ timestamp: new Date(NOW_MS - 9.1 * 86_400_000).toISOString() }),
		says: 'timestamp_ms: 9.1 days old, OpenAI accepts 7. Replay sooner, or leave this event out.',
	},
	{
		mistake: 'a time that is none',
		event: order({ timestamp: 'yesterday' }),
		says: 'timestamp: expected an ISO 8601 date or Unix milliseconds. Send the time that the SDK stamped.',
	},
	{
		mistake: 'no currency',
		event: order({ properties: { total: 5 } }),
		says: 'Amount left out: no currency. > Set `defaultCurrency`, or send `properties.currency`; without it return on ad spend stays empty.',
	},
	{
		mistake: 'a country that no one knows',
		event: order({ context: { traits: { country: 'Narnia' } } }),
		says: "expected a country's name or its two letters, got another text. Left out.",
	},
	{
		mistake: 'an e-mail under a name of its own',
		event: order({ properties: { total: 5, currency: 'USD', mail: 'jane@example.com' } }),
		says: 'E-mail left out: `properties.mail` is not read. > Set `fieldMapping: { "user.email": ["context.traits.email", "properties.mail"] }` (a row replaces the defaults, so name them again).',
	},
	{
		mistake: 'an order under a name of its own',
		event: aTrackEvent({ event: 'Order Placed' }),
		says: 'Order Placed is not mapped. Did you mean Order Completed? Then add { "from": "Order Placed", "to": "order_created" } to eventMapping.',
	},
];

describe('A broken integration', () => {
	for (const { mistake, event, settings = {}, says } of BROKEN) {
		it(`is told its cause and cure: ${mistake}`, () => {
			const explanation = explainEvent(event, settings, NOW_MS, { profile: {} });

			const reasons = explanation.attribution.reasons.map(({ message, cure }) => `${message} > ${cure}`);
			const notes = explanation.notes.map(({ message }) => message);
			const detail = explanation.outcome === 'accepted' ? [] : [explanation.detail];
			expect([...reasons, ...notes, ...detail]).to.include(says);
		});
	}
});
