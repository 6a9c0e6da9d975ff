/** What the words in a user agent say, each list in one pattern. */

/** Of longer agents, this much is read. Real ones have 300 characters. Our choice. */
export const MAX_AGENT_LENGTH = 512;

/** HTTP libraries, which name a backend and not a person. Those of apps are not among them. */
const LIBRARY =
	/^(?:analytics-|axios|curl|wget|node|undici|got\b|python|aiohttp|http|go-http|java\/|apache-httpclient|ruby|faraday|php|guzzle|symfony|libwww|libcurl|lwp|postman|insomnia|rudder|segment|dart\/|deno|bun\/|rest|typhoeus|ktor|reqwest|wordpress|woocommerce|amazon cloudfront)/i;
/** Cubot makes phones. */
const CRAWLER = /(?<!\bcu)bots?(?:\b|_)|crawl|spider|slurp|externalagent|headless/i;
/** The HTTP stacks of Android and iOS: lists of bots have them, but apps send them too. */
const APP_STACK = /okhttp|dalvik|cfnetwork/i;

/** Whether an agent, trimmed and of limited length, is a backend's. */
export function isLibrary(agent: string): boolean {
	return LIBRARY.test(agent);
}

/** Whether an agent of limited length calls itself a crawler or an automated browser. */
export function isCrawler(agent: string): boolean {
	return CRAWLER.test(agent);
}

/** Whether an agent of limited length is an app's. */
export function isAppStack(agent: string): boolean {
	return APP_STACK.test(agent);
}
