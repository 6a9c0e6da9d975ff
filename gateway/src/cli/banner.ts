/** What `start` tells a person on standard error before the first log line. */

import type { HttpsProxy } from '../settings/proxy.js';

/**
 * Says that nothing leaves the machine, and gives a line to paste that shows it working.
 *
 * @param adminUrl where the page is, and where `trigger` sees what becomes of its events; `undefined` if it is switched off
 * @param key what to send it with, for the shell; without one SDKs are refused, so only the sandbox's address is shown
 */
export function sandboxBanner(
	url: string,
	sandboxUrl: string,
	key: string | undefined,
	adminUrl: string | undefined,
): string {
	const look = `curl -sS ${sandboxUrl}/_sandbox/events`;
	const line = key === undefined ? look : `curl -sS -u "${key}:" ${url}/v1/track -d '${SAMPLE}' && sleep 2 && ${look}`;
	return `
  SANDBOX. Nothing leaves this machine: a sandbox takes OpenAI's place.

${adminUrl === undefined ? '' : tryIt(triggerCommand(url, adminUrl), adminUrl)}  ${adminUrl === undefined ? 'Send' : 'Or send'} an order by hand, and see what OpenAI would have received:

    ${line}
`;
}

function tryIt(trigger: string, adminUrl: string): string {
	return `  Send an order, in a second terminal:

    ${trigger}

  See each event and why it counts at ${adminUrl}

`;
}

/** The address by which this machine reaches what listens on all of its addresses: `http://0.0.0.0:8787` is no name to call. */
export function toOwnAddress(url: string): string {
	return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

function findWildcardPort(url: string): string | undefined {
	return url === toOwnAddress(url) ? undefined : new URL(url).port;
}

const [OWN_URL, OWN_ADMIN_URL] = ['http://127.0.0.1:8787', 'http://127.0.0.1:8789'];

/** For another terminal, which knows nothing of flags and variables of this one. */
export function triggerCommand(url: string, adminUrl: string): string {
	const to = url === OWN_URL ? '' : ` --to ${url}`;
	return `npx --no openai-ads trigger order${to}${adminUrl === OWN_ADMIN_URL ? '' : ` --admin ${adminUrl}`}`;
}

/** Of a live gateway. */
export function triggerNotice(url: string, adminUrl: string): string {
	return `Try it with an invented order, which OpenAI checks and never counts: \`${triggerCommand(url, adminUrl)}\``;
}

/** It names no time, so it never expires; its id holds the second, so pasting it again makes another order. */
const SAMPLE = `{"event":"Order Completed","messageId":"order-'$(date +%s)'","userId":"u1","properties":{"total":129.99,"currency":"USD"},"context":{"page":{"url":"https://shop.example/thanks?oppref=demo"}}}`;

/** @param endpoints of all pixels */
export function liveNotice(endpoints: readonly string[]): string {
	return `Events are delivered to ${[...new Set(endpoints.map((endpoint) => new URL(endpoint).origin))].join(', ')}.`;
}

/** Names the proxy without its password. */
export function proxyNotice({ name, origin, except }: HttpsProxy): string {
	const exceptions = except === '' ? '' : ', except to the hosts of NO_PROXY';
	return `Requests leave through the proxy ${origin} (${name})${exceptions}.`;
}

/** Says where RudderStack's calls are taken, and in front mode where calls for other destinations are forwarded. */
export function transformerNotice(url: string, upstream: string | undefined): string {
	const port = findWildcardPort(url);
	const own =
		port === undefined
			? `RudderStack's transformer calls are taken on ${url}; point DEST_TRANSFORM_URL there.`
			: `RudderStack's transformer calls are taken on port ${port} of every address of this machine; point DEST_TRANSFORM_URL at http://<its name>:${port}.`;
	return upstream === undefined ? own : `${own} Calls for other destinations are forwarded to ${upstream}.`;
}

/** Says that variables of Kubernetes are not read, which look like settings. */
export function serviceVariablesNotice([first = '', ...others]: readonly string[]): string {
	const names = others.length === 0 ? `${first} comes` : `${first} and ${others.length} more variables come`;
	return `${names} from Kubernetes, for a Service of that name, and set nothing here: the port is set with --port. \`enableServiceLinks: false\` in the pod keeps them out.`;
}

/** Says where the operator's routes are. */
export function adminNotice(url: string): string {
	return `See each event and why it counts at ${url}; metrics are at ${url}/metrics; \`openai-ads pixels\` shows what waits.`;
}

export function noSdksNotice(): string {
	return 'No write key is configured: SDKs are answered 401. Set OPENAI_ADS_WRITE_KEY to let them in.';
}

export function anyKeyNotice(): string {
	return 'No write key is configured: requests are accepted with any key, or with none. Only this machine can reach the gateway; set OPENAI_ADS_WRITE_KEY before others can.';
}

/** Says whether pages may send orders. */
export function browserOrdersNotice(areTaken: boolean): string {
	return areTaken
		? 'Orders are taken with browser write keys, which anyone can read: anyone can claim the next order numbers. Send orders from your server with a key of writeKeys.'
		: 'Orders with a browser write key are refused. Send them from your server, or set gateway.allowBrowserOrders.';
}
