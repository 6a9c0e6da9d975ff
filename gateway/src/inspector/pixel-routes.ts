/** `GET /api/pixels`, and what stops and starts one. */

import type { FastifyInstance } from 'fastify';
import type { Operator } from '../operate/operator.js';
import { answer } from './operator-answers.js';

interface Named {
	readonly Params: { readonly name: string };
}

export function addPixelRoutes(app: FastifyInstance, operator: Operator): void {
	app.get('/api/pixels', () => answer(() => operator.pixels()));
	app.post<Named>('/api/pixels/:name/pause', ({ params }) => answer(() => operator.pause(params.name)));
	app.post<Named>('/api/pixels/:name/resume', ({ params }) => answer(() => operator.resume(params.name)));
}
