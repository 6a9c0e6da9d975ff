/**
 * IN: the part of a Segment or RudderStack event that is read here. Every field is `unknown`, because events arrive over
 * HTTP, from files and from callers in any language: each reader checks the fields it uses.
 */

/**
 * An analytics event as SDKs and routers send it, in their spelling.
 *
 *   { type: 'track', event: 'Order Completed', messageId: 'm1', timestamp: '2026-11-22T10:00:00Z',
 *     userId: 'u1', properties: { total: 129.99, currency: 'USD' }, context: { ip: '203.0.113.7' } }
 *
 * @source https://segment.com/docs/connections/spec/common/ ; RudderStack event spec (both read 2026-11-22)
 */
export interface AnalyticsEvent {
	readonly type?: unknown;
	readonly event?: unknown;
	readonly name?: unknown;
	readonly messageId?: unknown;
	readonly userId?: unknown;
	readonly anonymousId?: unknown;
	readonly timestamp?: unknown;
	readonly originalTimestamp?: unknown;
	readonly sentAt?: unknown;
	readonly receivedAt?: unknown;
	readonly channel?: unknown;
	readonly properties?: unknown;
	readonly traits?: unknown;
	readonly context?: unknown;
	readonly integrations?: unknown;
}
