/** Settles a batch: in one statement if it was delivered as a whole, else in a transaction. */

import type { Ownership, Settlement } from '../queue.js';
import { addCounts } from './postgres-counts.js';
import { settleAtOnce } from './settle-at-once.js';
import { checkOwner, settleEvents } from './settle-events.js';
import type { SharedParts } from './shared-parts.js';

/** Settling waits for no request, and must not be given up lightly: its events would be sent again. */
export const SETTLE_MS = 10_000;

/** @returns how many retries were gone, since their people had said no. @throws OwnershipLost, and then nothing was changed */
export async function settleBatch(
	{ transactions, gatewayId, knownCounts, nowMs }: SharedParts,
	pixelId: string,
	own: Ownership,
	settlement: Settlement,
): Promise<number> {
	const atMs = nowMs();
	const ports = { pixelId, own, knownCounts, nowMs: atMs };
	const settled = await transactions.atOnce(
		(session, names) => settleAtOnce(session, settlement, ports, names),
		SETTLE_MS,
	);
	if (settled !== undefined) return 0;
	const { forgotten, whats } = await transactions.alone(async (write) => {
		await checkOwner(write, pixelId, gatewayId, own.epoch);
		const forgotten = await settleEvents(write, pixelId, settlement, atMs);
		return { forgotten, whats: await addCounts(write, pixelId, settlement.counts ?? [], atMs) };
	}, SETTLE_MS);
	knownCounts.note(pixelId, whats, atMs);
	return forgotten;
}
