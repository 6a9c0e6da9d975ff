/** The ways events can go: straight to OpenAI, to a running gateway, or nowhere. */

import { createDestinationWith, describeItem, maskEvent } from 'openai-ads-destination/internal';
import {
	type BatchItem,
	createIntake,
	type DeliverySettings,
	type Intake,
	type Ports,
	type Settings,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';
import { createCompactProfiles } from './compact-profiles.js';
import { inSlices } from './in-slices.js';
import type { SendBatch, SentResult } from './send-lines.js';

export interface Sender {
	readonly send: SendBatch;
	/** Remembers what the events say of people, and sends nothing. */
	teach?(events: Parameters<SendBatch>[0]): Promise<void>;
	/** Ends at once: what has no answer yet is `failed: closed`. */
	stop(): void;
}

/** Nothing waits for a batch to fill, so the destination needs no closing at the end. */
export function createDirectSender(settings: DeliverySettings, fetch: Ports['fetch']): Sender {
	const ports = toPorts({ fetch });
	const intake = inSlices(createIntake(settings, ports));
	const destination = createDestinationWith(intake, settings, ports);
	return {
		send: (events) => destination.sendBatch(events),
		teach: async (events) => {
			await intake(events);
		},
		stop: () => void destination.close({ timeoutMs: 0 }),
	};
}

export interface DryRunOptions {
	/** Whether results have the masked event, as far as one would be sent. */
	readonly showsEvents: boolean;
	/** Is told of each event, in order, and what would be sent of it. */
	onMapped(item: BatchItem | undefined, result: SentResult): void;
}

/** Maps and validates: no key, no connection. */
export function createDryRun(settings: Settings, { showsEvents, onMapped }: DryRunOptions): SendBatch {
	const intake: Intake = createIntake(settings, toPorts({}));
	return async (events) =>
		(await intake(events)).map(({ item, result }) => {
			const found = item === undefined ? result : toValidated(item, showsEvents);
			onMapped(item, found);
			return found;
		});
}

function toValidated(item: BatchItem, showsEvent: boolean): SentResult {
	const validated: SentResult = { outcome: 'accepted', reason: 'validated', ...describeItem(item), attempts: 0 };
	return showsEvent ? { ...validated, event: maskEvent(JSON.parse(item.json)) } : validated;
}

function toPorts(ports: Partial<Ports>): Ports {
	const { nowMs } = withDefaultPorts();
	return withDefaultPorts({ ...ports, profiles: createCompactProfiles({ nowMs }) });
}
