/** All of the tracking: Segment's analytics.js, pointed at the gateway, with the plugin that adds the click. */

const gateway = document.querySelector('meta[name=gateway]').content;

const click = OpenAIAds.openAIAds({ consent: () => consent.isGiven() });
const analytics = AnalyticsNext.AnalyticsBrowser.load({
	writeKey: 'any',
	cdnURL: gateway,
	plugins: [click, receipt()],
});
analytics.catch(() => {
	document.querySelector('#gateway').textContent = gateway;
	document.querySelector('#notice').hidden = false;
});

/** Hands sent events to the panel. Your shop does not need this. */
function receipt() {
	const show = (ctx) => {
		panel.add(ctx.event);
		return ctx;
	};
	return {
		name: 'Receipt',
		type: 'after',
		version: '1.0.0',
		isLoaded: () => true,
		load: async () => {},
		page: show,
		track: show,
		identify: show,
	};
}
