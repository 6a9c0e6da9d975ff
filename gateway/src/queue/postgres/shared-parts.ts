/** What the queues of all pixels share. */

import type { RoomPorts } from '../rules/append-room.js';
import type { Reports } from '../rules/queue-reports.js';
import type { Database } from './database.js';
import type { KnownCounts } from './known-counts.js';
import type { Leases } from './leases.js';
import type { Tallies } from './tallies.js';
import type { Transactions } from './transactions.js';
import type { UnderWay } from './under-way.js';

export interface SharedParts extends RoomPorts, Reports {
	readonly database: Database;
	readonly transactions: Transactions;
	readonly tallies: Tallies;
	readonly leases: Leases;
	readonly underWay: UnderWay;
	readonly knownCounts: KnownCounts;
	readonly gatewayId: string;
	nowMs(): number;
	monotonicMs(): number;
}
