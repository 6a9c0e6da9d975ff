/** Queues of a virtual clock: on disk, where all answers come at once, or on PostgreSQL, whose answers are waited for before time goes on. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../gateway/src/queue/sqlite/store.js';
import type { Store } from '../gateway/src/queue/store.js';
import { type ManualClock, runPendingWork } from '../gateway/test/manual-clock.js';
import { startPostgres } from '../gateway/test/queue/postgres/a-postgres.js';
import { newSchema, openIn } from '../gateway/test/queue/postgres/postgres-harness.js';

export interface VirtualEngine {
	/** Opens the same queue each time. */
	open(clock: ManualClock): Promise<Store>;
	/** Runs all that can go on without time passing. */
	readonly settle: () => Promise<void>;
	stop(): Promise<void>;
}

export async function virtualFolder(): Promise<VirtualEngine> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	return {
		open: async ({ nowMs }) => openSqliteStore({ folder, mode: 'live', nowMs }),
		settle: runPendingWork,
		stop: async () => rmSync(folder, { recursive: true }),
	};
}

export async function virtualPostgres(): Promise<VirtualEngine> {
	const postgres = await startPostgres({ fsync: 'off' });
	const schema = newSchema();
	const calls = new OpenCalls();
	return {
		open: async ({ nowMs }) => {
			const { store } = await openIn(postgres, schema, { nowMs });
			return { ...store, clean: () => store.clean(), pixel: (pixelId) => calls.watch(store.pixel(pixelId)) };
		},
		settle: calls.settle,
		stop: () => postgres.stop(),
	};
}

/** Calls that wait for the server. */
export class OpenCalls {
	#open = 0;

	/** Runs all that can go on without time passing. */
	settle = async (): Promise<void> => {
		do await runPendingWork();
		while (this.#open > 0);
	};

	/** All its calls but `own`, which waits for as long as another gateway has the pixel. */
	watch<T extends object>(target: T): T {
		return new Proxy(target, {
			get: (object, name) => {
				const value: unknown = Reflect.get(object, name, object);
				if (typeof value === 'object' && value !== null) return this.watch(value);
				if (typeof value !== 'function') return value;
				return (...given: unknown[]) => this.#follow(name, value.apply(object, given));
			},
		});
	}

	#follow(name: string | symbol, result: unknown): unknown {
		if (name === 'own' || !(result instanceof Promise)) return result;
		this.#open++;
		return result.finally(() => this.#open--);
	}
}
