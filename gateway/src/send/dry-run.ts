/** Maps and validates events, and sends nothing. */

import { describeItem, maskEvent } from 'openai-ads-destination/internal';
import {
	type BatchItem,
	createIntake,
	type Intake,
	type Profiles,
	type Settings,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';
import type { SendBatch, SentResult } from './send-lines.js';

export interface DryRunOptions {
	readonly profiles: Profiles;
	/** Whether results have the masked event, as far as one would be sent. */
	readonly showsEvents: boolean;
	/** Is told of each event, in order, and what would be sent of it. */
	onMapped(item: BatchItem | undefined, result: SentResult): void;
}

/** Needs no key and no connection. */
export function createDryRun(settings: Settings, { profiles, showsEvents, onMapped }: DryRunOptions): SendBatch {
	const intake: Intake = createIntake(settings, withDefaultPorts({ profiles }));
	return async (events) =>
		(await intake([...events])).map(({ item, result }) => {
			const found = item === undefined ? result : toValidated(item, showsEvents);
			onMapped(item, found);
			return found;
		});
}

function toValidated(item: BatchItem, showsEvent: boolean): SentResult {
	const validated: SentResult = { outcome: 'accepted', reason: 'validated', ...describeItem(item), attempts: 0 };
	return showsEvent ? { ...validated, event: maskEvent(JSON.parse(item.json)) } : validated;
}
