/** All of the tracking: Segment's analytics.js, pointed at the gateway, with the plugin that adds the click. */

const gateway = document.querySelector('meta[name=gateway]').content;

const click = OpenAIAds.openAIAds({ consent: () => !isRefused() });
const analytics = AnalyticsNext.AnalyticsBrowser.load({
	writeKey: 'any',
	cdnURL: gateway,
	plugins: [click, receipt()],
});
analytics.catch(() => {
	document.querySelector('#gateway').textContent = gateway;
	document.querySelector('#notice').hidden = false;
});

/** The visitor's answer is kept by the shop, as your consent banner keeps it; the plugin asks for it at every event. */
function isRefused() {
	return localStorage.getItem('shop-consent') === 'no';
}

/** Shows sent events on the page. Your shop does not need this. */
function receipt() {
	const show = (ctx) => {
		const { type, event, context } = ctx.event;
		const { oppref, consent } = context.providers?.openAI ?? {};
		const line = document.createElement('li');
		line.append(
			element('strong', event ?? (type === 'page' ? `page ${context.page.path}` : type)),
			element(
				'code',
				oppref ?? (consent === 'denied' ? 'consent denied: goes no further than the gateway' : 'no click'),
			),
		);
		line.classList.toggle('without', oppref === undefined);
		document.querySelector('#events').prepend(line);
		document.querySelector('#click').textContent = oppref ?? 'none';
		document.querySelector('#none').hidden = true;
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

function element(tag, text) {
	const made = document.createElement(tag);
	made.textContent = text;
	return made;
}
