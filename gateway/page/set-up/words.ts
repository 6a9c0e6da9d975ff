/** The words of the set-up view. */

import type { Target } from '../../src/set-up/target.js';

export const TARGET: Readonly<Record<Target, readonly [name: string, what: string]>> = {
	rudderstack: ['RudderStack', 'the destination in your workspaceConfig.json'],
	segment: ['Segment', 'the fields of the function, as its form shows them'],
	file: ['Configuration file', 'openai-ads.json of the gateway, without keys'],
	environment: ['Environment', 'variables of the gateway'],
};

/** What is left to do, with commands to copy. */
export const NEXT: Readonly<Record<Target, readonly (readonly [what: string, command?: string])[]>> = {
	rudderstack: [
		['Put the file in the place of the former one, and restart rudder-server.'],
		['Start the gateway in front of your transformer:', 'npx --no openai-ads start --transformer-port 8790'],
		['Then ask whether OpenAI takes the key:', 'npx --no openai-ads doctor'],
	],
	segment: [
		['Enter the values in Segment, with your key in the first field, and save.'],
		['Send a test event in Segment, and look at its answer: 200 means that OpenAI took it.'],
	],
	file: [
		['Load the variables, and ask whether OpenAI takes the key:', 'set -a; . ./openai-ads.env; set +a'],
		['', 'npx --no openai-ads doctor --config openai-ads.json'],
		['Then start it:', 'npx --no openai-ads start --config openai-ads.json'],
	],
	environment: [
		['Load the variables, and ask whether OpenAI takes the key:', 'set -a; . ./openai-ads.env; set +a'],
		['', 'npx --no openai-ads doctor'],
		['Then start it:', 'npx --no openai-ads start'],
	],
};

export const PRIVATE =
	'A key stays in this page: it is gone from its field as soon as you leave that, is sent nowhere unless you have it checked, and is forgotten when you leave this view. The gateway checks the rest, and keeps nothing of it.';

export const KEY_CHECK = {
	title: 'Does OpenAI take the key?',
	live: 'The key is sent to this gateway, and from there to OpenAI; it is not kept. OpenAI is asked with one example event to be validated only, and stores nothing.',
	sandboxTitle: 'Does the sandbox take the key?',
	sandbox:
		'This gateway is a sandbox: the key is sent to it, and from there to the sandbox, not to OpenAI; it is not kept.',
	missing: 'Fill in the key and the pixel ID first.',
	wrong: 'Correct the key or the pixel ID first.',
	unencrypted: 'This page came without encryption, so no key is sent from it. Open it under https, or at 127.0.0.1.',
	readOnly: 'Set `gateway.adminActions` to allow it here, or run `openai-ads doctor`.',
} as const;
