/** `openai-ads compare` */

import { Comparison } from '../compare/comparison.js';
import { describeComparison, hasDifferences, toJson } from '../compare/describe-comparison.js';
import { createOurs } from '../compare/our-event.js';
import { readRecord } from '../compare/read-record.js';
import { KEPT_REQUESTS, readReceived } from '../compare/received-requests.js';
import { openInput } from '../send/open-input.js';
import { readEvents } from '../send/read-events.js';
import { loadConfiguration } from '../settings/load-configuration.js';
import { StartError } from '../start-error.js';
import { widthOf } from '../terminal/style.js';

export interface CompareFlags {
	readonly json?: boolean;
	readonly config?: string;
	/** A sandbox that took in what the other sender sent. */
	readonly received?: string;
}

/** Below, the table's columns do not fit. */
const MIN_WIDTH = 80;

/**
 * Compares a captured file, with what a sandbox took in if one is named, and sets the exit code: 0 nothing differs without a reason, 1 something does.
 *
 * @throws StartError for settings, and for a file that can't be read
 */
export async function runCompare(file: string, { config: configFile, json, received }: CompareFlags): Promise<void> {
	const { destination } = loadConfiguration({ environment: process.env, configFile, needsCredentials: false });
	const { stream } = await openInput(file);
	const comparison = new Comparison(createOurs(destination, () => Date.now()));
	try {
		for await (const lines of readEvents(stream)) {
			for (const line of lines) await comparison.add(line.number, readRecord(line));
		}
	} catch (error) {
		const { code } = error as { code?: string };
		throw code === undefined ? error : new StartError(`${file}: expected a readable capture, got ${code}.`);
	}
	if (received !== undefined) await addReceived(comparison, received);
	comparison.finish();
	const width = Math.max(MIN_WIDTH, widthOf(process.stdout));
	console.log(json ? JSON.stringify(toJson(comparison)) : describeComparison(comparison, width).join('\n'));
	if (hasDifferences(comparison)) process.exitCode = 1;
}

/** Requests are numbered as they came. */
async function addReceived(comparison: Comparison, url: string): Promise<void> {
	let number = 0;
	for await (const request of readReceived(url)) await comparison.add(++number, request);
	if (number < KEPT_REQUESTS) return;
	console.error(`The sandbox holds ${KEPT_REQUESTS} requests at most: what came before the newest is not compared.`);
}
