/** All words for why an event has its outcome: in a line of the terminal, on the page and in the documentation. Each stands here alone. */

export interface ReasonWords {
	/** In a line of the terminal: at most 12 characters. */
	readonly line: string;
	/** Where there is room; absent if that is the same. */
	readonly name?: string;
	/** What it means of events. */
	readonly meaning: string;
}

/** By `EventResult` reason; `cancelled` and `duplicate` are the gateway's. */
export const REASONS_IN_WORDS: Readonly<Record<string, ReasonWords>> = {
	validated: { line: 'validated', meaning: 'OpenAI checked it and stored nothing' },
	event_not_mapped: { line: 'not mapped', meaning: 'no row of `eventMapping` and no default names them' },
	type_not_supported: { line: 'no such call', name: 'not supported', meaning: 'calls of this kind are no conversion' },
	consent_denied: {
		line: 'no consent',
		name: 'consent denied',
		meaning: 'advertising was declined; the person is forgotten',
	},
	integration_disabled: { line: 'switched off', meaning: 'the sender switched this destination off for them' },
	profile_remembered: { line: 'remembered', meaning: 'identify teaches match keys, it is no conversion' },
	unattributable: {
		line: 'no match key',
		name: 'unattributable',
		meaning: '`requireIdentifier` asks for more than they carry',
	},
	bot: { line: 'bot', meaning: 'crawlers, by user agent' },
	cancelled: { line: 'cancelled', meaning: 'taken back before they were sent' },
	duplicate: { line: 'duplicate', meaning: 'the same id was taken before' },
	malformed: { line: 'malformed', meaning: 'not an event: correct the sender and send again' },
	invalid: { line: 'invalid', meaning: 'OpenAI would refuse it' },
	expired: { line: 'expired', meaning: 'OpenAI takes none older than 7 days' },
	too_far_ahead: { line: 'in future', name: 'ahead of time', meaning: 'its time lies too far in the future' },
	rejected: { line: 'refused', name: 'rejected', meaning: 'OpenAI refused this very event' },
	retries_exhausted: { line: 'gave up', name: 'retries used up', meaning: 'OpenAI did not take it in all tries' },
	unauthorized: { line: 'key refused', meaning: 'OpenAI refuses the key or the pixel' },
	queue_full: { line: 'queue full', meaning: 'there was no room on disk' },
	closed: { line: 'closed', name: 'shut down', meaning: 'the gateway stopped before it was sent' },
	not_isolated: {
		line: 'not found',
		name: 'not isolated',
		meaning: 'one of its batch is refused, not known which',
	},
};
