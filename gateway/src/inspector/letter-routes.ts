/** Dead letters: listed, put back into the queue, dropped. */

import type { FastifyInstance } from 'fastify';
import { badRequest } from '../http/http-error.js';
import type { Operator } from '../operate/operator.js';
import { answer } from './operator-answers.js';
import { isEmpty, readBody, readList, readQuery, readReplay } from './read-letter-query.js';

export function addLetterRoutes(app: FastifyInstance, operator: Operator): void {
	app.get('/api/dead-letters', ({ query }) =>
		answer(() => {
			const { filter, page } = readList(query);
			return operator.deadLetters(filter, page);
		}),
	);
	app.post('/api/dead-letters/replay', ({ body }) =>
		answer(() => {
			const { filter, options } = readReplay(readBody(body));
			return operator.replay(filter, options);
		}),
	);
	app.post('/api/dead-letters/drop', ({ body }) =>
		answer(() => {
			const { all, ...fields } = readBody(body);
			const filter = readQuery(fields);
			// A mistyped filter must not empty the shelf.
			if (isEmpty(filter) && all !== true) throw badRequest('Expected a filter, or "all": true.');
			return operator.drop(filter);
		}),
	);
}
