/** Turns raw identifiers of people into what the store knows them by. Nothing raw leaves this file. */

import { digestPerson, isRecord, type PersonDigests } from 'openai-ads-destination/internal';
import { MAX_ID_LENGTH, OperatorError, type Person } from './operator.js';

const NAMES = ['userId', 'anonymousId', 'email'] as const;

/** @throws OperatorError for an identifier that names nobody; the message does not repeat it */
export function toDigests(person: Person): PersonDigests {
	const known = digestPerson(person);
	if (known.digests.length > 0) return known;
	const name = NAMES.find((each) => person[each] !== undefined) ?? 'userId';
	const expected = name === 'email' ? 'an e-mail address' : 'an id that names one person';
	throw new OperatorError('bad_request', `${name}: expected ${expected}, got one that names nobody.`);
}

/** Reads `{ "userId": "..." }`, with one of the three names. @throws OperatorError, without repeating a value */
export function readPerson(given: unknown): Person {
	const fields = isRecord(given) ? Object.entries(given) : [];
	const [[name, value] = ['', undefined], ...others] = fields;
	const isKnown = NAMES.some((each) => each === name);
	const isId = typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH;
	if (isKnown && isId && others.length === 0) return { [name]: value };
	throw new OperatorError(
		'bad_request',
		'Expected one of userId, anonymousId and email, with a text that is not empty.',
	);
}
