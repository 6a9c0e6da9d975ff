/** `POST /api/forget`: erases people from queue, dead letters and profiles, of every pixel. */

import type { FastifyInstance } from 'fastify';
import { badRequest } from '../http/http-error.js';
import { MAX_PEOPLE, type Operator } from '../operate/operator.js';
import { readPerson } from '../operate/people.js';
import { answer } from './operator-answers.js';
import { readBody } from './read-letter-query.js';

/** Takes one person, `{ "userId": "..." }`, or several, `{ "people": [{ "email": "..." }, ...] }`. */
export function addForgetRoute(app: FastifyInstance, operator: Operator): void {
	app.post('/api/forget', ({ body }) => answer(() => operator.forget(readPeople(readBody(body)).map(readPerson))));
}

function readPeople(body: Readonly<Record<string, unknown>>): readonly unknown[] {
	const { people = [body] } = body;
	if (Array.isArray(people) && people.length > 0 && people.length <= MAX_PEOPLE) return people;
	throw badRequest(`people: expected a list of 1 to ${MAX_PEOPLE}.`);
}
