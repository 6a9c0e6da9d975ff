/** `openai-ads trigger` */

import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findNearest } from 'openai-ads-destination/internal';
import { DESCRIPTIONS, EXAMPLES, type ExampleName } from '../examples/examples.js';
import { toUrl } from '../listen.js';
import { AdminCallError } from '../operate/admin-call.js';
import { type LoadedConfiguration, loadGateway } from '../settings/load-configuration.js';
import { StartError } from '../start-error.js';
import { styleOf, widthOf } from '../terminal/style.js';
import { buildEvents } from '../trigger/build-events.js';
import type { Part } from '../trigger/parts.js';
import type { Setting } from '../trigger/read-setting.js';
import { trigger } from '../trigger/trigger.js';
import { toAccess } from './find-operator.js';

export interface TriggerFlags {
	readonly list?: boolean;
	readonly print?: boolean;
	readonly without?: readonly Part[];
	readonly set?: readonly Setting[];
	readonly count: number;
	readonly to?: string;
	readonly writeKey?: string;
	readonly live?: boolean;
	readonly admin?: string;
	readonly config?: string;
}

/** Prints the fate and sets the exit code. @throws StartError */
export async function runTrigger(event: string | undefined, flags: TriggerFlags): Promise<void> {
	if (flags.list === true) {
		for (const [name, words] of Object.entries(DESCRIPTIONS)) console.log(`${name.padEnd(13)} ${words}`);
		return;
	}
	const name = readName(event);
	const { without = [], set: settings = [], count, live = false } = flags;
	const build = { name, count, without: new Set(without), settings, isLive: live };
	if (flags.print === true) {
		const built = buildEvents({ ...build, first: 1, nowMs: Date.now() });
		for (const { event: each } of built.flat()) console.log(JSON.stringify(each));
		return;
	}
	const configuration = loadGateway({ environment: process.env, flags: {}, configFile: flags.config });
	const access = toAccess(flags.admin, configuration);
	if (access === undefined) throw new StartError('The admin listener is switched off: name one with --admin.');
	const target = { url: flags.to ?? toOwnUrl(configuration), writeKey: toKey(flags, configuration), fetch };
	const { stdout } = process;
	try {
		process.exitCode = await trigger(access, target, build, {
			style: styleOf(stdout, process.env),
			width: widthOf(stdout),
			flags: repeatFlags(flags),
			print: (line) => console.log(line),
			confirm,
			sleep: (ms) => sleep(ms),
			nowMs: () => Date.now(),
			monotonicMs: () => performance.now(),
		});
	} catch (error) {
		if (error instanceof AdminCallError) throw new StartError(error.message);
		throw error;
	}
}

/** Without the key: it must not be copied about. */
function repeatFlags({ to, admin, config }: TriggerFlags): string {
	const named = { to, admin, config };
	return Object.entries(named)
		.map(([name, value]) => (value === undefined ? '' : ` --${name} ${value}`))
		.join('');
}

function readName(event: string | undefined): ExampleName {
	if (event !== undefined && Object.hasOwn(EXAMPLES, event)) return event as ExampleName; // One of its keys.
	const names = Object.keys(EXAMPLES);
	const nearest = event === undefined ? undefined : findNearest(event.slice(0, 50), names);
	const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
	throw new StartError(`trigger: expected one of ${names.join(', ')}.${hint}`);
}

function toOwnUrl({ gateway: { host, port } }: LoadedConfiguration): string {
	return toUrl(/^(0\.0\.0\.0|::)$/.test(host) ? '127.0.0.1' : host, port);
}

function toKey({ writeKey }: TriggerFlags, configuration: ReturnType<typeof loadGateway>): string {
	return writeKey ?? configuration.keys.find(({ kind }) => kind === 'server')?.key ?? 'any';
}

/** Whoever is no person at a terminal has said it with the flag. */
async function confirm(question: string): Promise<boolean> {
	if (!process.stdin.isTTY) return true;
	const lines = createInterface({ input: process.stdin, output: process.stderr });
	const answer = await lines.question(`${question} [y/N] `);
	lines.close();
	return /^y(es)?$/i.test(answer.trim());
}
