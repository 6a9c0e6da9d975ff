/** What `GET /api/set-up` answers, and the groups that the settings are shown in. */

import type { Destination, Workspace } from '../../src/rudderstack/workspace-schema.js';
import type { Target } from '../../src/set-up/target.js';
import type { Draft } from './draft.js';
import type { Node } from './shape.js';

interface SegmentField {
	readonly name: string;
	readonly label: string;
	readonly type: string;
	readonly sensitive: boolean;
}

export interface Form {
	readonly schema: { readonly properties: Readonly<Record<keyof Draft, Node>> };
	readonly rudderstack: {
		readonly template: Destination;
		readonly example: Workspace;
		readonly notInConfig: readonly string[];
	};
	readonly segment: readonly SegmentField[];
	readonly variables: readonly (readonly [name: string, setting: string])[];
}

export interface Group {
	readonly title: string;
	readonly note: string;
	/** `destination.apiKey`; `pixels` for the whole section. */
	readonly settings: readonly string[];
}

const group = (title: string, note: string, section: keyof Draft, names: string): Group => ({
	title,
	note,
	settings: names === '' ? [section] : names.split(' ').map((name) => `${section}.${name}`),
});

const GROUPS: readonly Group[] = [
	group(
		'Essentials',
		'enough for most shops',
		'destination',
		'apiKey pixelId eventMapping idFrom defaultCurrency requireIdentifier',
	),
	group(
		'What is sent',
		'fields, amounts, ids and URLs',
		'destination',
		'unmappedEvents fieldMapping amountFrom moneyGuard externalIdFrom defaultCallingCode defaultActionSource sourceUrl clickParams apiVersion',
	),
	group(
		'Consent and privacy',
		'what may be sent, of whom',
		'destination',
		'consent optOut personalData bots integrationName',
	),
	group('Trying it out', 'checked by OpenAI, or not sent at all', 'destination', 'validateOnly testEvents shadow'),
	group(
		'Delivery',
		'batches, pace, retries',
		'destination',
		'flushAt flushInterval maxBatchBytes maxInFlight maxQueued maxRetries requestTimeout maxIsolationRequests endpoint integrationSource',
	),
	group(
		'Who may send',
		'write keys, web pages, webhooks',
		'gateway',
		'writeKeys browserWriteKeys corsOrigins webhookSecrets segmentBatches allowBrowserOrders browserRequestsPerMinute trustProxy',
	),
	group('Several pixels', 'each with its key, senders and queue', 'pixels', ''),
	group(
		'Where it listens',
		'ports of events, of RudderStack, of this page',
		'gateway',
		'host port upstream transformer transformerPort transformerHost adminPort adminHost adminHosts adminToken adminActions',
	),
	group(
		'Queue and limits',
		'where events wait, and how many',
		'gateway',
		'data queue maxQueued maxQueuedMb minFreeDiskMb maxKnownIds deadLetterDays clickLifetimeDays',
	),
	group('Held events and alerts', 'what waits on purpose, who is told', 'gateway', 'hold alerts'),
];

/** Every setting that a target takes, each in one group; those that no group names come last. */
export function groupsFor({ schema, rudderstack }: Form, target: Target): readonly Group[] {
	const isWhole = target === 'file' || target === 'environment';
	const sections: readonly (keyof Draft)[] = isWhole ? ['destination', 'gateway'] : ['destination'];
	const left = target === 'rudderstack' ? rudderstack.notInConfig : target === 'segment' ? ['apiKey'] : [];
	const all = sections.flatMap((section) =>
		Object.keys(schema.properties[section].properties ?? {})
			.filter((name) => section !== 'destination' || !left.includes(name))
			.map((name) => `${section}.${name}`),
	);
	const known = isWhole ? [...all, 'pixels'] : all;
	const named = GROUPS.flatMap(({ settings }) => settings);
	const others = { title: 'More', note: '', settings: known.filter((setting) => !named.includes(setting)) };
	return [...GROUPS, others]
		.map((each) => ({ ...each, settings: each.settings.filter((setting) => known.includes(setting)) }))
		.filter(({ settings }) => settings.length > 0);
}
