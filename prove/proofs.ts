/** All proofs, by the name that `npm run prove` takes. */

import { backfill } from './backfill.js';
import { bodies } from './bodies.js';
import { durable } from './durable.js';
import { heldNeighbour } from './held-neighbour.js';
import { ids } from './ids.js';
import { kills } from './kills.js';
import { outage } from './outage.js';
import type { Proof } from './proof.js';
import { properties } from './properties.js';
import { soak } from './soak.js';
import { speed } from './speed.js';
import { wrongKey } from './wrong-key.js';

export const PROOFS: Readonly<Record<string, Proof>> = {
	backfill,
	bodies,
	durable,
	'held-neighbour': heldNeighbour,
	ids,
	kills,
	outage,
	properties,
	soak,
	speed,
	'wrong-key': wrongKey,
};
