/** Settings that a destination's Config does not hold: RudderStack decides when jobs leave and come back, and the gateway where they go. */
export const NOT_IN_A_CONFIG: readonly string[] = [
	'endpoint',
	'flushInterval',
	'maxInFlight',
	'maxQueued',
	'maxRetries',
];
