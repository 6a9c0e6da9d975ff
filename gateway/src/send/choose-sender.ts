/** Chooses where the events of a run go. */

import { type DeliverySettings, type Profiles, withDefaultPorts } from 'openai-ads-destination/pipeline';
import type { Fetch } from '../outbound.js';
import type { LoadedConfiguration } from '../settings/load-configuration.js';
import { createDirectSender } from './direct-sender.js';
import { createDryRun } from './dry-run.js';
import { createGatewaySender } from './gateway-sender.js';
import { Plan } from './plan.js';
import type { SendFlags } from './send-options.js';
import type { Sender } from './sender.js';
import type { Tally } from './tally.js';

export interface SenderOptions {
	readonly flags: SendFlags;
	readonly loaded: LoadedConfiguration;
	readonly fetch: Fetch;
	/** Know nobody yet. */
	readonly profiles: Profiles;
	readonly tally: Tally;
	/** Ends what is under way. */
	readonly stop: AbortSignal;
}

export interface ChosenSender {
	readonly sender: Sender;
	/** What a dry run found out about the events that would be sent. */
	describePlan(): readonly string[];
}

const nothing = () => [];

export function chooseSender({ flags, loaded, fetch, profiles, tally, stop }: SenderOptions): ChosenSender {
	if (flags.dryRun) return createPlanner(loaded, flags, profiles, tally);
	if (flags.gateway === undefined) {
		const { apiKey = '', pixelId = '' } = loaded.destination; // Loading made sure that there are both.
		const settings: DeliverySettings = { ...loaded.destination, apiKey, pixelId };
		return { sender: createDirectSender(settings, withDefaultPorts({ fetch, profiles })), describePlan: nothing };
	}
	const writeKey = findServerKey(loaded.gateway.writeKeys) ?? 'any'; // A gateway without keys, on its own machine, takes any.
	const { nowMs, sleep } = withDefaultPorts();
	const onSkipped = (reason: string, count: number) => tally.addSkippedByGateway(reason, count);
	const send = createGatewaySender(
		{ url: flags.gateway, writeKey },
		{ fetch, nowMs, sleep, random: Math.random, signal: stop, onSkipped },
	);
	return { sender: { send, stop: () => {} }, describePlan: nothing };
}

function createPlanner(
	{ destination }: LoadedConfiguration,
	{ json = false, rate }: SendFlags,
	profiles: Profiles,
	tally: Tally,
): ChosenSender {
	const plan = new Plan({ nowMs: Date.now(), perSecond: rate });
	const send = createDryRun(destination, {
		profiles,
		showsEvents: json,
		onMapped: (item, { attribution }) => plan.add(item, attribution),
	});
	return { sender: { send, stop: () => {} }, describePlan: () => [plan.describe(tally.total)] };
}

/** The first key of a server; the text of one that stands in a file of its own is not known here. */
function findServerKey(keys: LoadedConfiguration['gateway']['writeKeys']): string | undefined {
	for (const key of keys) {
		if (typeof key === 'string') return key;
		if (key.kind === 'server' && key.key !== undefined) return key.key;
	}
	return undefined;
}
