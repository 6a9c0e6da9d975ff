/** Reads the configuration again while the gateway runs: all of it is applied, or nothing. */

import type { Log } from '../log.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import { type FileMarks, watchFiles } from '../settings/watch-files.js';
import { StartError } from '../start-error.js';

export interface ReloaderPorts {
	/** @param files gets the name of each file that is read. @throws StartError for mistakes */
	load(files: Set<string>): GatewayConfiguration;
	/** @throws StartError for what shows only when it is applied; then nothing was */
	apply(configuration: GatewayConfiguration): Promise<void>;
	readonly log: Log;
}

export interface Reloader {
	/** Once more, also if no file has changed. Resolves when it is applied, or refused. */
	reload(): Promise<void>;
	stop(): void;
}

/** Reloads when a file changes. @param files those that the running configuration was read from, as they were then */
export function startReloader(files: FileMarks, { load, apply, log }: ReloaderPorts): Reloader {
	let watched: ReadonlySet<string> = new Set(files.keys());
	let last: Promise<void> = Promise.resolve();
	const reloadOnce = async () => {
		const read = new Set<string>();
		try {
			await apply(load(read));
			watched = read;
		} catch (error) {
			// Whichever file holds the mistake: when it is corrected, it is read again.
			watched = new Set([...watched, ...read]);
			if (!(error instanceof StartError)) throw error;
			log.error({ problems: error.message.split('\n') }, MISTAKES);
		}
	};
	const reload = () => {
		last = last.then(reloadOnce).catch((error: unknown) => log.error({ err: error }, FAILED));
		return last;
	};
	const watch = watchFiles(
		() => watched,
		() => void reload(),
		{ known: files },
	);
	return { reload, stop: () => watch.stop() };
}

const MISTAKES = 'The configuration was changed and has mistakes. Nothing of it is applied; the one before goes on.';
const FAILED = 'The configuration could not be read again. The one before goes on.';
