/** `openai-ads dead-letters | replay | forget | pause | resume | pixels | recovery | backup` */

import { resolve } from 'node:path';
import { backUp } from '../operate/back-up.js';
import { forgetListed, forgetPerson } from '../operate/forget-people.js';
import { type LetterQuery, MAX_ID_LENGTH, type Operator } from '../operate/operator.js';
import { readPerson } from '../operate/people.js';
import {
	changePixel,
	type ExitCode,
	listLetters,
	listPixels,
	type Output,
	replayLetters,
	withAnswers,
} from '../operate/run-operation.js';
import { showRecovery } from '../operate/show-recovery.js';
import { readLines } from '../send/read-lines.js';
import { StartError } from '../start-error.js';
import { findOperator, type ReachFlags } from './find-operator.js';

export interface OperateFlags extends ReachFlags {
	readonly json?: boolean;
}

export interface LetterFlags extends OperateFlags {
	readonly reason?: string;
	readonly type?: string;
	readonly since?: number;
	readonly pixel?: string;
}

export interface ForgetFlags extends OperateFlags {
	readonly userId?: string;
	readonly anonymousId?: string;
	readonly email?: string;
}

export const runDeadLetters = (flags: LetterFlags & { readonly limit: number }) =>
	operate(flags, (operator, output) => listLetters(operator, toQuery(flags), flags.limit, output));

export const runReplay = (flags: LetterFlags & { readonly max: number; readonly dryRun?: boolean }) =>
	operate(flags, (operator, output) => {
		const options = { max: flags.max, isDryRun: flags.dryRun === true };
		return replayLetters(operator, toQuery(flags), options, output);
	});

export const runPixels = (flags: OperateFlags) => operate(flags, listPixels);

export const runChange = (verb: 'pause' | 'resume', pixel: string, flags: OperateFlags) =>
	operate(flags, (operator, output) => changePixel(operator, pixel, verb, output));

export const runRecovery = (flags: OperateFlags & { readonly acknowledge?: boolean }) =>
	operate(flags, (operator, output) => showRecovery(operator, flags.acknowledge === true, output));

export const runBackup = (file: string, flags: OperateFlags) =>
	operate(flags, (operator, output) => backUp(operator, resolve(file), output));

/** @param list `-` for a list on standard input */
export async function runForget(list: string | undefined, flags: ForgetFlags): Promise<void> {
	// Other users of the machine see the arguments of a process, and those here name somebody.
	process.title = 'openai-ads forget';
	const { userId, anonymousId, email } = flags;
	const given = Object.entries({ userId, anonymousId, email }).filter(([, value]) => value !== undefined);
	if ((list === undefined ? 0 : 1) + given.length !== 1 || (list !== undefined && list !== '-')) {
		throw new StartError(
			'forget: expected one of --user-id, --anonymous-id, --email, or - for a list on standard input.',
		);
	}
	await operate(flags, async (operator, output) => {
		if (list === undefined) return forgetPerson(operator, readPerson(Object.fromEntries(given)), output);
		return forgetListed(operator, readLines(process.stdin, { maxLineBytes: 4 * MAX_ID_LENGTH }), output);
	});
}

async function operate(
	flags: OperateFlags,
	run: (operator: Operator, output: Output) => Promise<ExitCode>,
): Promise<void> {
	const output: Output = {
		isJson: flags.json === true,
		print: (line) => console.log(line),
		tell: (line) => console.error(line),
		nowMs: () => Date.now(),
	};
	process.exitCode = await withAnswers(output, async () => {
		const operator = await findOperator(flags);
		try {
			return await run(operator, output);
		} finally {
			await operator.close();
		}
	});
}

function toQuery({ reason, type, since, pixel }: LetterFlags): LetterQuery {
	return { reason, type, pixel, sinceMs: since };
}
