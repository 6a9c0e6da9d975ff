/** `GET /api/recovery`: what was carried over of a damaged file; and the operator's word that it was read. */

import type { FastifyInstance } from 'fastify';
import type { Operator } from '../operate/operator.js';
import { answer } from './operator-answers.js';

export function addRecoveryRoutes(app: FastifyInstance, operator: Operator): void {
	app.get('/api/recovery', () => answer(() => operator.recovery()));
	app.post('/api/recovery/acknowledge', () => answer(() => operator.acknowledgeRecovery()));
}
