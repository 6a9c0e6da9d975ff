/** Pages with the real SDKs and the built plugin, each script as a shop would write it. */

const PLUGIN = '<script src="/dist/browser/openai-ads.min.js"></script>';

interface Parts {
	/** Runs after the SDK and the plugin have loaded; it creates `analytics` or `rudderanalytics`. */
	readonly script: string;
	/** Anything before them. */
	readonly head?: string;
	/** Where the SDK loads its settings and sends to; the page's own origin if absent. */
	readonly api?: string;
}

/** `@segment/analytics-next` as a bundler would include it in a page: `AnalyticsBrowser`, `settings`, `OpenAIAds`. */
export function npmPage({ script, head = '', api }: Parts): string {
	return toHtml(`${head}
<script src="/sdk/segment/index.js"></script>
${PLUGIN}
<script>
const { AnalyticsBrowser } = AnalyticsNext;
const settings = { writeKey: 'write-key', cdnURL: ${origin(api)} };
${script}
</script>`);
}

/** Segment's snippet: calls wait in an array until the SDK, loaded by script tag, takes them over. */
export function snippetPage({ script, head = '', api }: Parts): string {
	return toHtml(`${head}
${PLUGIN}
<script>
${SNIPPET}
analytics._cdn = ${origin(api)};
${script}
</script>`);
}

/** The RudderStack SDK from its bundle: `rudderanalytics`, `load()`. */
export function rudderStackPage({ script, head = '', api }: Parts): string {
	return toHtml(`${head}
<script src="/sdk/rudderstack/index.js"></script>
${PLUGIN}
<script>
const sdk = new rudderanalytics.RudderAnalytics();
const load = (options) => sdk.load('write-key', ${origin(api)}, { configUrl: ${origin(api)}, ...options });
${script}
</script>`);
}

/** RudderStack's snippet: calls wait in an array until the SDK, loaded later, replaces it as `window.rudderanalytics`. */
export function rudderStackSnippetPage({ script, head = '', api }: Parts): string {
	return toHtml(`${head}
${PLUGIN}
<script>
const queue = (window.rudderanalytics = []);
for (const method of ['load', 'page', 'track', 'identify', 'group', 'alias', 'ready', 'reset', 'setCustomContext', 'consent']) {
	queue[method] = (...args) => { queue.push([method, ...args]); };
}
queue.load('write-key', ${origin(api)}, { configUrl: ${origin(api)} });
${script}
</script>
<script type="module">
import { RudderAnalytics } from '/sdk/rudderstack-esm/index.mjs';
new RudderAnalytics();
</script>`);
}

/**
 * The plugin with only the parts of Analytics.js that it uses: for pages in which the SDK itself fails.
 * `clickOf(plugin)` passes it an event and returns the click that the event carries afterwards.
 */
export function barePage(script: string): string {
	return toHtml(`${PLUGIN}
<script>
function clickOf(plugin) {
	const context = { event: { type: 'track', context: { page: { search: location.search } } } };
	context.updateEvent = (path, value) => { context.event = { ...context.event, [path]: value }; };
	plugin.load(context, { options: {} });
	plugin.track(context);
	return context.event.context.providers?.openAI.oppref;
}
${script}
</script>`);
}

export function toHtml(body: string): string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>${body}</body></html>`;
}

function origin(api: string | undefined): string {
	return api === undefined ? 'location.origin' : JSON.stringify(api);
}

/** Segment's snippet, shortened. (twilio.com/docs/segment, quickstart of Analytics.js, read 2026-11-22) */
const SNIPPET = `
const analytics = (window.analytics = window.analytics || []);
analytics.methods = ['track', 'page', 'identify', 'group', 'alias', 'screen', 'ready', 'reset', 'on', 'once', 'off',
	'register', 'deregister', 'addSourceMiddleware', 'setAnonymousId'];
analytics.factory = (method) => (...args) => {
	if (window.analytics.initialized) return window.analytics[method](...args);
	if (['track', 'screen', 'alias', 'group', 'page', 'identify'].includes(method)) {
		const canonical = document.querySelector("link[rel='canonical']");
		args.push({ __t: 'bpc', c: canonical?.getAttribute('href') || undefined, p: location.pathname, u: location.href,
			s: location.search, t: document.title, r: document.referrer });
	}
	analytics.push([method, ...args]);
	return analytics;
};
for (const method of analytics.methods) analytics[method] = analytics.factory(method);
analytics.load = (key, options) => {
	const script = document.createElement('script');
	script.async = true;
	script.src = analytics._cdn + '/analytics.js/v1/' + key + '/analytics.min.js';
	document.head.append(script);
	analytics._loadOptions = options;
	analytics._writeKey = key;
};`;
