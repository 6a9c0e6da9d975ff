/** Well-known crawlers and automated browsers, by the names that their agents carry. */

/**
 * In the order in which they are looked for: Google's own crawlers have several names in one agent.
 *
 * @source https://platform.openai.com/docs/bots, developers.facebook.com (web crawlers), developers.google.com/crawling
 *   (common crawlers), and the pages that the agents themselves name (all read 2026-11-26)
 */
const FAMILIES = [
	'OAI-AdsBot',
	'OAI-SearchBot',
	'GPTBot',
	'ChatGPT-User',
	'meta-externalagent',
	'meta-externalads',
	'meta-externalfetcher',
	'facebookexternalhit',
	'Storebot-Google',
	'AdsBot-Google',
	'Mediapartners-Google',
	'Google-InspectionTool',
	'GoogleOther',
	'Googlebot',
	'AdIdxBot',
	'bingbot',
	'Applebot',
	'Amazonbot',
	'YandexBot',
	'Baiduspider',
	'DuckDuckBot',
	'PetalBot',
	'Bytespider',
	'ClaudeBot',
	'PerplexityBot',
	'CCBot',
	'AhrefsBot',
	'SemrushBot',
	'Screaming Frog',
	'LinkedInBot',
	'Pinterestbot',
	'Twitterbot',
	'HeadlessChrome',
	'Chrome-Lighthouse',
	'PhantomJS',
	'Playwright',
	'Selenium',
	'Cypress',
	'Pingdom',
	'UptimeRobot',
	'StatusCake',
	'GTmetrix',
] as const;

const KNOWN = FAMILIES.map((name) => ({ name, text: name.toLowerCase() }));

/** The name of the crawler whose agent this is; `undefined` if it is none of the well-known ones. */
export function findFamily(agent: string): string | undefined {
	const lower = agent.toLowerCase();
	return KNOWN.find(({ text }) => lower.includes(text))?.name;
}
