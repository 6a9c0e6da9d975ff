/** `openai-ads forget`: one person, or a list of them. What it prints and what it asks for holds no identifier. */

import { parseJson } from 'openai-ads-destination/internal';
import { type ForgetResult, MAX_PEOPLE, type Operator, OperatorError, type Person } from './operator.js';
import { readPerson, toDigests } from './people.js';
import type { ExitCode, Output } from './run-operation.js';
import { plural } from './show.js';

export interface ListedLine {
	readonly number: number;
	/** `undefined` if it is too long to be an identifier. */
	readonly text: string | undefined;
}

/** @param lines slices of a list: a userId a line, or a JSON object such as `{"email":"..."}`; a line with `@` is both a userId and an e-mail address */
export async function forgetListed(
	operator: Operator,
	lines: AsyncIterable<readonly ListedLine[]>,
	output: Output,
): Promise<ExitCode> {
	const tally = { people: 0, refused: 0, queued: 0, dead: 0, profiles: 0 };
	let waiting: Person[] = [];
	const send = async () => {
		for (let start = 0; start < waiting.length; start += MAX_PEOPLE) {
			add(tally, await operator.forget(waiting.slice(start, start + MAX_PEOPLE)));
		}
		waiting = [];
	};
	for await (const slice of lines) {
		for (const line of slice) {
			const people = readLine(line, output);
			if (people.length > 0) tally.people += 1;
			else tally.refused += 1;
			waiting.push(...people);
		}
		if (waiting.length >= MAX_PEOPLE) await send();
	}
	await send();
	report(tally, output);
	return tally.refused > 0 ? 1 : 0;
}

export async function forgetPerson(operator: Operator, person: Person, output: Output): Promise<ExitCode> {
	const result = await operator.forget([person]);
	report({ people: 1, refused: 0, ...result }, output);
	return 0;
}

interface Tally extends ForgetResult {
	readonly people: number;
	/** Lines that name nobody. */
	readonly refused: number;
}

function add(
	tally: { queued: number; dead: number; profiles: number },
	{ queued, dead, profiles }: ForgetResult,
): void {
	tally.queued += queued;
	tally.dead += dead;
	tally.profiles += profiles;
}

function report(tally: Tally, { isJson, print, tell }: Output): void {
	const { people, refused, queued, dead, profiles } = tally;
	if (isJson) print(JSON.stringify(tally));
	else {
		const parts = [plural(queued, 'waiting event'), plural(dead, 'dead letter'), plural(profiles, 'profile')];
		print(`Forgot ${plural(people, 'person', 'people')}: ${parts.join(', ')}.`);
	}
	if (refused > 0) tell(`${plural(refused, 'line names', 'lines name')} nobody, and changed nothing.`);
}

/** Nobody, if the line can't be read; says which line that is, not what is in it. */
function readLine({ number, text }: ListedLine, { tell }: Output): readonly Person[] {
	try {
		if (text === undefined) throw new OperatorError('bad_request', 'Too long for an identifier.');
		const people = text.trimStart().startsWith('{') ? [readPerson(parseJson(text))] : readPlain(text.trim());
		for (const person of people) toDigests(person);
		return people;
	} catch (error) {
		if (!(error instanceof OperatorError)) throw error;
		tell(`line ${number}: ${error.message}`);
		return [];
	}
}

/** In many shops the e-mail address is the userId: then both are forgotten. */
function readPlain(text: string): readonly Person[] {
	return text.includes('@')
		? [readPerson({ userId: text }), readPerson({ email: text })]
		: [readPerson({ userId: text })];
}
