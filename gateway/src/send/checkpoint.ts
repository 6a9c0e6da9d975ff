/** Remembers in a file how far a run came, so that the next one goes on there. */

import { hash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import type { Outcome } from 'openai-ads-destination';
import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { StartError } from '../start-error.js';

/** A checkpoint is 300 bytes; what is longer is something else. Our choice. */
const MAX_BYTES = 4096;

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

/** What a checkpoint belongs to. */
export interface Journey {
	/** Of the file: {@link Input.fingerprint}. */
	readonly input: string;
	/** Of where the events go. */
	readonly target: string;
}

/** How far the run came. Lines are counted from 1. */
export interface Mark {
	/** Every event up to this line has its result. */
	readonly settled: number;
	/** Events up to this line were on their way when the run ended; those after `settled` are sent again. */
	readonly begun: number;
	/** Results so far. */
	readonly outcomes: OutcomeCounts;
	/** The file was read to its end. */
	readonly isDone: boolean;
}

export interface Checkpoint {
	readonly start: Mark;
	/** As it stands in the file. */
	now(): Mark;
	/** To be awaited before these lines are sent. */
	begin(line: number): Promise<void>;
	settle(line: number, outcomes: OutcomeCounts): Promise<void>;
	finish(): Promise<void>;
}

const NOTHING: Mark = { settled: 0, begun: 0, outcomes: {}, isDone: false };

/** Where events go, without saying it: the file is no place for a key. */
export function toTarget(...parts: readonly string[]): string {
	return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}

/**
 * Opens a checkpoint, or begins one. Each step is written to a new file that takes the place of the old one once it is on
 * disk, so that it is whole whenever the machine stops.
 *
 * @throws StartError if the file can't be read or written, is none, or belongs to other events or to another pixel
 */
export async function openCheckpoint(file: string, journey: Journey): Promise<Checkpoint> {
	const start = await read(file, journey);
	let mark = start;
	const save = async (change: Partial<Mark>) => {
		mark = { ...mark, ...change };
		await write(file, { version: 1, ...journey, ...mark });
	};
	if (!start.isDone) await save({});
	return {
		start,
		now: () => mark,
		begin: (line) => save({ begun: Math.max(line, mark.begun) }),
		settle: (line, outcomes) => save({ settled: line, outcomes: addUp(mark.outcomes, outcomes) }),
		finish: () => save({ isDone: true }),
	};
}

function addUp(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
	const sum: Partial<Record<Outcome, number>> = { ...one };
	for (const [outcome, count] of Object.entries(other) as [Outcome, number][])
		sum[outcome] = (sum[outcome] ?? 0) + count;
	return sum;
}

async function read(file: string, { input, target }: Journey): Promise<Mark> {
	const text = await readStart(file);
	if (text === undefined) return NOTHING;
	const found = parseJson(text);
	if (!isMark(found)) throw new StartError(`--checkpoint: ${file} is no checkpoint of \`openai-ads send\`.`);
	if (found.input !== input)
		throw new StartError(
			`--checkpoint: ${file} belongs to another file of events, or the file was changed since. Name another checkpoint to begin anew.`,
		);
	if (found.target !== target)
		throw new StartError(
			`--checkpoint: ${file} belongs to another pixel, endpoint or gateway. Name another checkpoint to begin anew.`,
		);
	const { settled, begun, outcomes, isDone } = found;
	return { settled, begun, outcomes, isDone };
}

/** No more than a checkpoint can have: the name may be that of the events themselves. */
async function readStart(file: string): Promise<string | undefined> {
	try {
		const handle = await open(file, 'r');
		try {
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
			return buffer.toString('utf8', 0, bytesRead);
		} finally {
			await handle.close();
		}
	} catch (error) {
		const { code } = error as { code?: string };
		if (code === 'ENOENT') return undefined;
		throw new StartError(`--checkpoint: expected a readable file, got ${code ?? 'an error'} for ${file}.`);
	}
}

function isMark(found: unknown): found is Mark & Journey {
	return (
		isRecord(found) &&
		found['version'] === 1 &&
		Number.isSafeInteger(found['settled']) &&
		Number.isSafeInteger(found['begun']) &&
		isRecord(found['outcomes']) &&
		Object.values(found['outcomes']).every(Number.isSafeInteger) &&
		typeof found['isDone'] === 'boolean'
	);
}

async function write(file: string, content: Mark & Journey & { readonly version: 1 }): Promise<void> {
	try {
		const handle = await open(`${file}.new`, 'w', 0o600);
		try {
			await handle.writeFile(`${JSON.stringify(content)}\n`);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(`${file}.new`, file);
	} catch (error) {
		const { code } = error as { code?: string };
		throw new StartError(`--checkpoint: expected a file that can be written, got ${code ?? 'an error'} for ${file}.`);
	}
}
