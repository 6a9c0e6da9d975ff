/** `POST /api/backup`: a copy of the store, beside it. The copy itself leaves by no route: it holds what the queue holds. */

import type { FastifyInstance } from 'fastify';
import type { Operator } from '../operate/operator.js';
import { answer } from './operator-answers.js';

export function addBackupRoute(app: FastifyInstance, operator: Operator): void {
	app.post('/api/backup', () => answer(() => operator.backup()));
}
