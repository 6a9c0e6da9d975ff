/** `openai-ads send` */

import { once } from 'node:events';
import { createDestination } from 'openai-ads-destination';
import { describeItem, maskEvent } from 'openai-ads-destination/internal';
import { createIntake, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createOutbound, type Fetch } from '../outbound.js';
import { openInput } from '../send/open-input.js';
import { createProgress, NO_PROGRESS } from '../send/progress.js';
import { readLines } from '../send/read-lines.js';
import { type SendBatch, type SentResult, type SentSlice, sendLines } from '../send/send-lines.js';
import { toSlices } from '../send/slices.js';
import { Tally } from '../send/tally.js';
import { type LoadedConfiguration, loadConfiguration } from '../settings/load-configuration.js';
import { untilStopped } from './until-stopped.js';

interface SendFlags {
	readonly json?: boolean;
	readonly dryRun?: boolean;
	readonly config?: string;
}

/** Full requests are the fastest way through a file; the library's own default suits single events. */
const FLUSH_AT = 1000;
const MAX_SLICE_BYTES = 32 * 1024 * 1024;

/**
 * Sends a file of events and sets the exit code: 0 all accepted or skipped, 1 some not, 130 interrupted.
 *
 * @throws StartError for settings, and for a file that can't be read
 */
export async function runSend(file: string, { json = false, dryRun = false, config }: SendFlags): Promise<void> {
	const configuration = loadConfiguration({
		environment: process.env,
		configFile: config,
		needsCredentials: !dryRun,
	});
	const settings = {
		...configuration.destination,
		flushAt: configuration.given['flushAt'] === undefined ? FLUSH_AT : configuration.destination.flushAt,
	};
	const outbound = await createOutbound(configuration.proxy);
	const send = dryRun ? createDryRun(configuration, json) : createSend(settings, outbound.fetch);
	const { stream, totalBytes } = await openInput(file);
	let isInterrupted = false;
	untilStopped().then(() => {
		isInterrupted = true;
		stream.destroy();
	});
	const limits = {
		maxLines: Math.min(settings.flushAt * settings.maxInFlight, settings.maxQueued),
		maxBytes: MAX_SLICE_BYTES,
	};
	const isCut = () => isInterrupted;
	const slices = toSlices(readLines(untilDestroyed(stream, isCut), { isCut }), limits);
	const tally = await report(sendLines(slices, send), totalBytes, json);
	console.error(tally.summarize());
	process.exitCode = isInterrupted ? 130 : tally.exitCode;
	await outbound.close();
}

/** Nothing waits for a batch to fill, so the destination needs no closing. */
function createSend(settings: LoadedConfiguration['destination'], fetch: Fetch): SendBatch {
	const destination = createDestination(settings, { fetch });
	return (events) => destination.sendBatch(events);
}

/** @param showsEvents whether results have the masked event, as far as one would be sent */
function createDryRun({ destination }: LoadedConfiguration, showsEvents: boolean): SendBatch {
	const intake = createIntake(destination, withDefaultPorts());
	return async (events) =>
		(await intake(events)).map(({ item, result }): SentResult => {
			if (item === undefined) return result;
			const validated: SentResult = { outcome: 'accepted', reason: 'validated', ...describeItem(item), attempts: 0 };
			return showsEvents ? { ...validated, event: maskEvent(JSON.parse(item.json)) } : validated;
		});
}

/** Passes a stream on until it ends or is destroyed on purpose; what was read until then is still sent. */
async function* untilDestroyed(stream: AsyncIterable<Buffer>, isOnPurpose: () => boolean): AsyncGenerator<Buffer> {
	try {
		yield* stream;
	} catch (error) {
		if (!isOnPurpose()) throw error;
	}
}

async function report(
	slices: ReturnType<typeof sendLines>,
	totalBytes: number | undefined,
	json: boolean,
): Promise<Tally> {
	const tally = new Tally();
	// Results on the same terminal would tear the bar apart.
	const progress = json && process.stdout.isTTY ? NO_PROGRESS : createProgress(totalBytes);
	let bytes = 0;
	for await (const { lines, results } of slices) {
		for (const [index, result] of results.entries()) tally.add(result, lines[index]?.number ?? 0);
		for (const line of lines) bytes += line.sizeBytes + 1;
		if (json) await print({ lines, results });
		progress.show(bytes, tally.total);
	}
	progress.stop();
	return tally;
}

/** Waits for a slow reader, so that results don't pile up in memory. */
async function print({ lines, results }: SentSlice): Promise<void> {
	const text = results
		.map((result, index) => `${JSON.stringify({ line: lines[index]?.number, ...result })}\n`)
		.join('');
	// If the reader is gone, nobody wants more results; the events are still sent.
	if (!process.stdout.writable) return;
	if (!process.stdout.write(text))
		await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => {});
}
