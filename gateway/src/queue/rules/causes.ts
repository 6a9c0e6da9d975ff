/** Why events end that no answer of OpenAI ended. */

export const EXPIRED = {
	reason: 'expired',
	detail: 'timestamp_ms: the event waited until it was older than the 7 days that OpenAI takes.',
};
export const UNREADABLE = {
	reason: 'malformed',
	detail: "about: expected the event's own description, got a text that can't be read.",
};
