/** All proofs, by the name that `npm run prove` takes. */

import { backfill } from './backfill.js';
import { bodies } from './bodies.js';
import { duplicates, duplicatesPostgres } from './duplicates.js';
import { durable } from './durable.js';
import { explainCost } from './explain-cost.js';
import { heldNeighbour, heldNeighbourPostgres } from './held-neighbour.js';
import { ids } from './ids.js';
import { idsPostgres } from './ids-postgres.js';
import { kills } from './kills.js';
import { longTransaction } from './long-transaction.js';
import { manyGateways } from './many-gateways.js';
import { outage, outagePostgres } from './outage.js';
import { pageLoad } from './page-load.js';
import { postgresSpeed } from './postgres-speed.js';
import { privacy } from './privacy.js';
import type { Proof } from './proof.js';
import { properties } from './properties.js';
import { soak } from './soak.js';
import { space } from './space.js';
import { speed } from './speed.js';
import { streamCost } from './stream-cost.js';
import { wrongKey } from './wrong-key.js';
import { wrongKeyGateways } from './wrong-key-gateways.js';

export const PROOFS: Readonly<Record<string, Proof>> = {
	backfill,
	bodies,
	duplicates,
	'duplicates-postgres': duplicatesPostgres,
	durable,
	'explain-cost': explainCost,
	'held-neighbour': heldNeighbour,
	'held-neighbour-postgres': heldNeighbourPostgres,
	ids,
	'ids-postgres': idsPostgres,
	kills,
	'long-transaction': longTransaction,
	'many-gateways': manyGateways,
	outage,
	'outage-postgres': outagePostgres,
	'page-load': pageLoad,
	'postgres-speed': postgresSpeed,
	privacy,
	properties,
	soak,
	space,
	speed,
	'stream-cost': streamCost,
	'wrong-key': wrongKey,
	'wrong-key-gateways': wrongKeyGateways,
};
