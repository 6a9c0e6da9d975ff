/** Where the queue of a proof's gateways is. */

import { startPostgres } from '../gateway/test/queue/postgres/a-postgres.js';

export interface Engine {
	/** Variables of a gateway with the queue of this name. */
	environment(queue: string): Promise<Record<string, string>>;
	/** Flags of one whose queue is in this folder, if queues are in folders. */
	flags(folder: string): readonly string[];
	/** As an administrator restarts the server; does nothing where there is none. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

export async function folderEngine(): Promise<Engine> {
	return {
		environment: async () => ({}),
		flags: (folder) => ['--data', folder],
		restart: async () => {},
		stop: async () => {},
	};
}

/** A database for each queue, on a server that waits for its disk. */
export async function postgresEngine(): Promise<Engine> {
	const postgres = await startPostgres({ fsync: 'on' });
	const known = new Set<string>();
	return {
		environment: async (queue) => {
			if (!known.has(queue)) await postgres.query(`CREATE DATABASE ${queue}`);
			known.add(queue);
			return { OPENAI_ADS_QUEUE: postgres.url.replace(/postgres$/, queue) };
		},
		flags: () => [],
		restart: async () => {
			await postgres.shutDown();
			await postgres.restart();
		},
		stop: () => postgres.stop(),
	};
}
