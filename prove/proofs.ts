/** All proofs, by the name that `npm run prove` takes. */

import { backfill } from './backfill.js';
import { bodies } from './bodies.js';
import { duplicates } from './duplicates.js';
import { durable } from './durable.js';
import { explainCost } from './explain-cost.js';
import { heldNeighbour } from './held-neighbour.js';
import { ids } from './ids.js';
import { kills } from './kills.js';
import { outage } from './outage.js';
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

export const PROOFS: Readonly<Record<string, Proof>> = {
	backfill,
	bodies,
	duplicates,
	durable,
	'explain-cost': explainCost,
	'held-neighbour': heldNeighbour,
	ids,
	kills,
	outage,
	'page-load': pageLoad,
	'postgres-speed': postgresSpeed,
	privacy,
	properties,
	soak,
	space,
	speed,
	'stream-cost': streamCost,
	'wrong-key': wrongKey,
};
