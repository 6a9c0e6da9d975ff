/** Waits for a gateway. */

import { setTimeout as sleep } from 'node:timers/promises';

/** Until nothing is left in its queue. @throws if something still is after `timeoutMs` */
export async function drain(url: string, timeoutMs = 120_000): Promise<void> {
	const endMs = performance.now() + timeoutMs;
	for (;;) {
		const { queued } = (await (await fetch(`${url}/readyz`)).json()) as { queued: number };
		if (queued === 0) return;
		if (performance.now() > endMs) throw new Error(`${queued} events still wait.`);
		await sleep(100);
	}
}
