/** A Config of RudderStack's own destination, with something of everything. */

export const CONFIG = {
	rudderAccountId: 'an-account',
	apiKey: 'a-secret-key',
	pixelId: 'px_1',
	defaultActionSource: 'web',
	defaultCurrency: 'eur',
	eventMapping: [
		{ from: 'Order Paid', to: 'order_created', deduplicationKey: 'properties.order_id' },
		{ from: 'Demo Booked', to: 'custom', customEventName: 'Demo Booked!' },
		{ from: 'Plan Tried', to: 'custom', customEventName: 'Trial Started' },
		{ from: 'Order Completed', to: 'checkout_started' },
		{ from: 'order_paid', to: 'lead_created' },
		{ from: 'page', to: 'lead_created' },
		{ from: 'Odd', to: 'bought' },
		{ from: 'Nameless', to: 'custom', customEventName: '!' },
		{ from: '', to: '' },
	],
	connectionMode: { web: 'device', cloud: 'cloud' },
	useNativeSDK: { web: true },
	eventFilteringOption: 'blacklistedEvents',
	blacklistedEvents: [{ eventName: 'Order Refunded' }],
	whitelistedEvents: [],
	consentManagement: {
		web: [{ provider: 'oneTrust', resolutionStrategy: '', consents: [{ consent: 'C0004' }] }],
		cloud: [{ provider: 'oneTrust', resolutionStrategy: '', consents: [{ consent: 'C0004' }] }],
	},
	pixelID: 'mistyped',
};
