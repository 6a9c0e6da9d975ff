/** Before the first event: one command that makes one, and what else sends. */

import { CodeLine } from '../parts/small.js';
import { gateway } from '../state/gateway.js';

/** Of the clone, and never one of the registry. */
const COMMAND = 'npx --no openai-ads';

export function FirstRun() {
	const url = gateway.url || 'http://127.0.0.1:8787';
	const curl = `curl -sS -u any: ${url}/v1/track -d '{
  "event": "Order Completed", "messageId": "order-1", "userId": "u1",
  "properties": { "total": 129.99, "currency": "USD" },
  "context": { "page": { "url": "https://shop.example/thanks?oppref=demo" } } }'`;
	return (
		<div class="first">
			<h1>Waiting for the first event</h1>
			<p>
				{gateway.sandbox
					? 'Nothing leaves this machine: this is the sandbox. Send an example order from a second terminal; it appears here by itself.'
					: 'Send an example order from a second terminal; it appears here by itself. OpenAI checks examples and stores none of them.'}
			</p>
			<CodeLine text={`${COMMAND} trigger order`} label="The command" lead />
			{gateway.sandbox && (
				<>
					<p class="or">Or by hand:</p>
					<CodeLine text={curl} label="The same with curl" />
				</>
			)}
			<Ways url={url} />
			<div class="wait">
				<span class="pulse" />
				Listening on {url.replace(/^https?:\/\//, '')}.
				{gateway.sandbox ? ' Write key: any, because only this machine can reach it.' : ''}
			</div>
		</div>
	);
}

function Ways({ url }: { url: string }) {
	const key = gateway.sandbox ? 'any' : 'your write key';
	return (
		<div class="card">
			<h2>Or from what you have</h2>
			<dl class="ways">
				<dt>Segment's SDKs</dt>
				<dd>
					<code>{`new Analytics({ writeKey: '${key}', host: '${url}' })`}</code>
				</dd>
				<dt>RudderStack's SDKs</dt>
				<dd>
					<code>{`new RudderAnalytics('${key}', { dataPlaneUrl: '${url}' })`}</code>
				</dd>
				<dt>Segment, RudderStack</dt>
				<dd>
					<a class="link" href="#/set-up">
						Set up
					</a>{' '}
					writes their settings, or those of this gateway, and checks them.
				</dd>
				<dt>A file</dt>
				<dd>
					<code>{`${COMMAND} explain events.ndjson`}</code>
				</dd>
			</dl>
		</div>
	);
}
