/** All of the tracking: Segment's analytics.js, pointed at the gateway, with the plugin that adds the click. */

const gateway = document.querySelector('meta[name=gateway]').content;

const click = OpenAIAds.openAIAds();
const analytics = AnalyticsNext.AnalyticsBrowser.load({
	writeKey: 'any',
	cdnURL: gateway,
	plugins: [click, receipt()],
});
analytics.catch(() => {
	document.querySelector('#gateway').textContent = gateway;
	document.querySelector('#notice').hidden = false;
});

/** Shows sent events on the page. Your shop does not need this. */
function receipt() {
	const show = (ctx) => {
		const { type, event, context } = ctx.event;
		const oppref = context.providers?.openAI?.oppref;
		const line = document.createElement('li');
		line.append(
			element('strong', event ?? (type === 'page' ? `page ${context.page.path}` : type)),
			element('code', oppref ?? 'no click'),
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
