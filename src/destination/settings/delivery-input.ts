/** The settings that say how events travel to OpenAI. */

export interface DeliveryInput {
	/**
	 * Maximum number of events per request. A batch is sent as soon as it is full.
	 *
	 * Higher means fewer requests, lower means fresher data. OpenAI accepts at most 1000.
	 *
	 * @default 10
	 */
	flushAt?: number | undefined;
	/**
	 * Longest time an event waits for its batch to fill, in milliseconds.
	 *
	 * Lower means fresher data, higher means fewer requests. An awaited `track()` can take this long. `0` sends on the next
	 * tick.
	 *
	 * @default 1000
	 */
	flushInterval?: number | undefined;
	/**
	 * Largest request body, in bytes. A batch is sent as soon as it is this large.
	 *
	 * OpenAI documents no limit. A body that it finds too large is halved and resent.
	 *
	 * @default 4_000_000
	 */
	maxBatchBytes?: number | undefined;
	/**
	 * Maximum number of requests under way at the same time.
	 *
	 * Higher clears a backlog faster, lower is gentler on OpenAI's rate limit.
	 *
	 * @default 4
	 */
	maxInFlight?: number | undefined;
	/**
	 * Maximum number of events waiting for a batch. Further events are `failed: queue_full` and can be sent again.
	 *
	 * Higher survives longer outages, lower uses less memory.
	 *
	 * @default 10_000
	 */
	maxQueued?: number | undefined;
	/**
	 * How often a request is resent after status 408, 429 or 5xx, a timeout or a broken connection.
	 *
	 * The waits between attempts grow to 30 seconds. After the last attempt the events are `failed: retries_exhausted` and
	 * can be sent again.
	 *
	 * @default 8
	 */
	maxRetries?: number | undefined;
	/**
	 * Longest time for one request including its answer, in milliseconds. After that, it is resent.
	 *
	 * Too low repeats requests that OpenAI was about to answer, too high lets a dead connection hold up its batch.
	 *
	 * @default 10_000
	 */
	requestTimeout?: number | undefined;
	/**
	 * Maximum number of requests spent on finding the bad events of one refused batch.
	 *
	 * Events still undecided by then are `failed: not_isolated` and can be sent again.
	 *
	 * @default 64
	 */
	maxIsolationRequests?: number | undefined;
	/**
	 * Let OpenAI check all events but store none, to try things out.
	 *
	 * Such events end as `accepted`, with the reason `validated`.
	 *
	 * @default false
	 */
	validateOnly?: boolean | undefined;
	/**
	 * Events that OpenAI checks but does not store, such as test orders, while all others are live.
	 *
	 * @example { path: 'properties.is_test' }
	 */
	testEvents?:
		| {
				/** Path to a flag that marks a test event, unless it is absent, `false` or an empty text. */
				path: string;
				/** The one value of `path` that marks a test event. */
				equals?: string | number | boolean | undefined;
		  }
		| undefined;
	/**
	 * Build, check and count every event, and send none, to compare with another sender first.
	 *
	 * Such events end as `accepted`, with the reason `validated`. Events that the gateway queued before, to be sent, stay queued until it is off, or until they are too old for OpenAI and become dead letters.
	 *
	 * @default false
	 */
	shadow?: boolean | undefined;
	/**
	 * Name by which this integration identifies itself in every request, as OpenAI asks.
	 *
	 * 1 to 64 letters, digits, `.`, `_` or `-`, starting with a letter or digit; sent in lower case.
	 *
	 * @default 'openai-ads-destination'
	 */
	integrationSource?: string | undefined;
}
