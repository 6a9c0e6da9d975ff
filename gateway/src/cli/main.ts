/** The `openai-ads` command: reads the arguments and ends with 0, 1, 2 or 130. */

import { CommanderError } from 'commander';
import { StartError } from '../start-error.js';
import { createProgram } from './program.js';
import { say } from './say.js';

// A reader that has seen enough (`| head`) ends the printing, not the work: events are sent on, and the service runs on.
for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') process.exit(2);
	});
}

try {
	await createProgram().parseAsync();
} catch (error) {
	process.exitCode = explain(error);
}

/** Commander has printed its own errors already. Returns the exit code. */
function explain(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	if (!(error instanceof StartError)) {
		console.error(error);
		return 2;
	}
	say(error.message.replace(/^/gm, 'openai-ads: '));
	return error.exitCode;
}
