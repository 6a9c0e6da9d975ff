/** `openai-ads rudderstack add` */

import { dirname } from 'node:path';
import { checkConfig } from '../rudderstack/check-config.js';
import { NO_KEY } from '../rudderstack/make-destination.js';
import type { WorkspaceFile } from '../rudderstack/parse-workspace.js';
import { type Addition, planAddition } from '../rudderstack/plan-addition.js';
import { readSettings } from '../rudderstack/read-settings.js';
import { readWorkspace } from '../rudderstack/read-workspace.js';
import { adviseAfter, showAddition, toAdditionReport } from '../rudderstack/show-addition.js';
import { readTemplate } from '../rudderstack/template.js';
import { writeWorkspace } from '../rudderstack/write-workspace.js';
import { readVariable } from '../settings/environment.js';
import { StartError } from '../start-error.js';

type Pending = Exclude<Addition, { action: 'none' }>;

export interface RudderStackAddFlags {
	readonly source: string;
	readonly pixelId?: string;
	readonly settings?: string;
	readonly apply?: boolean;
	readonly copyTo?: string;
	readonly json?: boolean;
}

/** Prints the difference and, with `--apply`, writes it. @throws StartError */
export function runRudderStackAdd(file: string, flags: RudderStackAddFlags): void {
	const read = readWorkspace(file);
	const addition = planAddition(read, readTemplate(), flags.source, readWishes(flags));
	if (addition.action === 'add') checkConfig(addition.destination.config);
	if (flags.json !== true) console.log(showAddition(file, addition).join('\n'));
	const copy = addition.action === 'none' ? undefined : apply(read, addition, flags);
	if (flags.json === true) console.log(JSON.stringify(toAdditionReport(file, addition, copy)));
	for (const line of adviseAfter(addition, copy)) console.error(line);
}

function readWishes(flags: RudderStackAddFlags) {
	const apiKey = readVariable(process.env, 'OPENAI_CONVERSIONS_API_KEY');
	return {
		apiKey,
		pixelId: flags.pixelId ?? readVariable(process.env, 'OPENAI_ADS_PIXEL_ID'),
		settings: flags.settings === undefined ? undefined : readSettings(flags.settings),
	};
}

/** The copy's path, or nothing in a dry run. @throws StartError without a key */
function apply({ file, text }: WorkspaceFile, addition: Pending, flags: RudderStackAddFlags): string | undefined {
	if (flags.apply !== true) return undefined;
	if (addition.destination.config?.['apiKey'] === NO_KEY)
		throw new StartError(
			'OPENAI_CONVERSIONS_API_KEY: required to write the destination, or OPENAI_CONVERSIONS_API_KEY_FILE with a file that holds it. Ads Manager has it under Tools > Conversions. Nothing was changed.',
		);
	return writeWorkspace(file, text, addition.insertion.text, flags.copyTo ?? dirname(file));
}
