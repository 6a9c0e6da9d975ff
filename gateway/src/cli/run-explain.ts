/** `openai-ads explain` */

import { describeLine, type View } from '../explain/describe-line.js';
import { explainLines } from '../explain/explain-lines.js';
import { Summary } from '../explain/summary.js';
import { openInput } from '../send/open-input.js';
import { readEvents } from '../send/read-events.js';
import { loadConfiguration } from '../settings/load-configuration.js';
import { StartError } from '../start-error.js';
import { wrap } from '../terminal/fit.js';
import { styleOf, widthOf } from '../terminal/style.js';
import { watchInterruption } from './interruption.js';

export interface ExplainFlags {
	readonly json?: boolean;
	readonly all?: boolean;
	readonly config?: string;
}

/**
 * Explains a file of events and sets the exit code: 0 all would be sent or are skipped, 1 some are discarded, 130
 * interrupted.
 *
 * @throws StartError for settings, and for a file that can't be read
 */
export async function runExplain(file: string, flags: ExplainFlags): Promise<void> {
	const { destination } = loadConfiguration({
		environment: process.env,
		configFile: flags.config,
		needsCredentials: false,
	});
	const { stream } = await openInput(file);
	// What was read until then is summed up.
	const interruption = watchInterruption(() => stream.destroy());
	const summary = new Summary();
	const { stdout, env } = process;
	const view: View = { width: widthOf(stdout), isAll: flags.all === true, style: styleOf(stdout, env) };
	const slices = readEvents(stream);
	try {
		for await (const explained of explainLines(slices, destination, () => Date.now())) {
			if (interruption.hasBegun) break;
			summary.add(explained);
			const { line, messageId, explanation } = explained;
			if (flags.json) console.log(JSON.stringify({ line, messageId, ...explanation }));
			else console.log(`${describeLine(explained, view).join('\n')}\n`);
		}
	} catch (error) {
		if (!interruption.hasBegun) throw toStartError(file, error);
	}
	const print = flags.json ? console.error : console.log;
	if (interruption.hasBegun) print('Interrupted. Until then:');
	for (const text of summary.describe()) print(wrap(text, view.width).join('\n'));
	if (summary.hasDiscarded) process.exitCode = 1;
	if (interruption.hasBegun) process.exitCode = 130;
}

/** Broken gzip, a disk error. */
function toStartError(file: string, error: unknown): unknown {
	const { code } = error as { code?: string };
	return code === undefined ? error : new StartError(`${file}: expected a readable file of events, got ${code}.`);
}
