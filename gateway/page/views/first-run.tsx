/** Before the first event: one command that makes one, and what else sends. */

import { CodeLine } from '../parts/small.js';
import { gateway } from '../state/gateway.js';

const TRIGGER = 'npx openai-ads trigger order';
const DOCS = 'https://www.npmjs.com/package/openai-ads-destination';

export function FirstRun() {
	const url = gateway.url || 'http://127.0.0.1:8787';
	const curl = `curl -u demo: ${url}/v1/track -d '{
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
			<CodeLine text={TRIGGER} label="The command" lead />
			<p class="or">
				or point an SDK at <code>{url}</code>
				{gateway.sandbox ? ', or post your own:' : ', with one of your write keys.'}
			</p>
			{gateway.sandbox && <CodeLine text={curl} label="The same with curl" />}
			<div class="card">
				<h2>Or from what you have</h2>
				<p class="muted">
					<a class="link" href="#/set-up">
						Set up
					</a>{' '}
					writes the settings of RudderStack, of Segment or of this gateway, and checks them.
				</p>
				<p class="muted lnk">
					{['analytics.js', 'analytics-node', 'Segment webhook', 'RudderStack'].map((name) => (
						<a key={name} class="link" href={DOCS} rel="noreferrer">
							{name}
						</a>
					))}
					<span>
						a file: <code>openai-ads explain events.ndjson</code>
					</span>
				</p>
			</div>
			<div class="wait">
				<span class="pulse" />
				Listening on {url.replace(/^https?:\/\//, '')}.
				{gateway.sandbox ? ' Write key: any, because only this machine can reach it.' : ''}
			</div>
		</div>
	);
}
