/** Reads a file once to say what sending it would do. */

import type { Profiles, Settings } from 'openai-ads-destination/pipeline';
import { createDryRun } from './dry-run.js';
import { openInput } from './open-input.js';
import { Plan, type PlanOptions } from './plan.js';
import { readSlices } from './read-slices.js';
import { sendLines } from './send-lines.js';
import type { SliceLimits } from './slices.js';
import { Tally } from './tally.js';

export interface MakePlanOptions extends PlanOptions, SliceLimits {
	readonly settings: Settings;
	readonly profiles: Profiles;
	isInterrupted(): boolean;
	/** @param bytes read so far */
	onProgress(bytes: number, events: number): void;
}

/** @returns the plan in words; `undefined` if it was interrupted. @throws StartError if the file can't be read */
export async function makePlan(file: string, options: MakePlanOptions): Promise<string | undefined> {
	const plan = new Plan(options);
	const tally = new Tally();
	const send = createDryRun(options.settings, {
		profiles: options.profiles,
		showsEvents: false,
		onMapped: (item, { attribution }) => plan.add(item, attribution),
	});
	let [bytes, rows] = [0, 0];
	const onBytes = (count: number) => {
		bytes += count;
	};
	const slices = readSlices(await openInput(file), { ...options, isCut: () => false, onBytes });
	for await (const { lines, results } of sendLines(slices, send)) {
		if (options.isInterrupted()) return undefined;
		results.forEach((result, index) => {
			if (result.outcome !== 'accepted') tally.add(result, lines[index]?.number ?? 0);
		});
		rows += lines.length;
		options.onProgress(bytes, rows);
	}
	return [plan.describe(rows), ...tally.describeReasons()].join('\n');
}
