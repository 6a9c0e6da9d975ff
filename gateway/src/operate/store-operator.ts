/** What an operator does, done in a store. Knows neither HTTP nor the command line. */

import type { Log } from '../log.js';
import type { LetterFilter } from '../queue/dead-letters.js';
import { StorageError } from '../queue/queue-errors.js';
import type { Recovery } from '../queue/recovery.js';
import type { Store } from '../queue/store.js';
import { readPage } from './letter-pages.js';
import { toLetterView } from './letter-view.js';
import {
	type BackupView,
	type LetterQuery,
	type Operator,
	OperatorError,
	type PixelView,
	type RecoveryView,
} from './operator.js';
import { toDigests } from './people.js';
import type { PixelControl, PixelControls } from './pixel-control.js';
import { toPixelView } from './pixel-view.js';
import { replayAll } from './replay-all.js';

export interface StoreOperatorPorts {
	readonly store: Pick<Store, 'pixel' | 'eraseEverywhere' | 'recovery' | 'acknowledgeRecovery' | 'backup' | 'close'>;
	/** The pixels that are configured, and those that the store knows besides. */
	readonly pixels: PixelControls;
	readonly log: Pick<Log, 'warn' | 'info'>;
	/** Is told whose events, dead letters and profiles are gone. @param digests SHA-256 of their identifiers */
	onForgotten?(digests: readonly string[]): Promise<unknown>;
	nowMs(): number;
}

/** Creates the operator of a store. Everything it changes is one line in the log: what was done and how often, never to whom. */
export function createStoreOperator(ports: StoreOperatorPorts): Operator {
	return {
		...pixelOperations(ports),
		...letterOperations(ports),
		...personOperations(ports),
		...recoveryOperations(ports),
		backup: () => backUp(ports),
	};
}

function pixelOperations({
	store,
	pixels,
	log,
	nowMs,
}: StoreOperatorPorts): Pick<Operator, 'pixels' | 'pause' | 'resume'> {
	const view = (pixel: PixelControl) => toPixelView(pixel, store.pixel(pixel.pixelId), nowMs());
	const change = async (name: string, isPaused: boolean): Promise<PixelView> => {
		const pixel = findPixel(await pixels(), name);
		await (isPaused ? pixel.pause() : pixel.resume());
		log.warn({ pixel: pixel.name }, isPaused ? 'An operator paused the pixel.' : 'An operator resumed the pixel.');
		return view(pixel);
	};
	return {
		pixels: async () => Promise.all((await pixels()).map(view)),
		pause: (name) => change(name, true),
		resume: (name) => change(name, false),
	};
}

function letterOperations({
	store,
	pixels,
	log,
}: StoreOperatorPorts): Pick<Operator, 'deadLetters' | 'replay' | 'drop'> {
	const letters = async ({ pixel }: LetterQuery) =>
		(pixel === undefined ? await pixels() : [findPixel(await pixels(), pixel)]).map((control) => ({
			name: control.name,
			pixelId: control.pixelId,
			letters: store.pixel(control.pixelId).deadLetters,
			wake: () => control.wake(),
		}));
	return {
		deadLetters: async (query, page) => {
			const shelves = await letters(query);
			const { letters: kept, ...rest } = await readPage(shelves, toFilter(query), page);
			const names = new Map(shelves.map(({ pixelId, name }) => [pixelId, name]));
			return {
				letters: kept.map((letter) => toLetterView(letter, names.get(letter.pixelId) ?? letter.pixelId)),
				...rest,
			};
		},
		replay: async (query, options) => {
			const shelves = await letters(query);
			const result = await replayAll(shelves, toFilter(query), options);
			for (const { wake } of shelves) wake();
			const { replayed: events, tooOld, notKept } = result;
			if (!options.isDryRun) log.warn({ events, tooOld, notKept }, 'An operator replayed dead letters.');
			return result;
		},
		drop: async (query) => {
			let dropped = 0;
			for (const shelf of await letters(query)) dropped += await shelf.letters.drop(toFilter(query));
			log.warn({ events: dropped }, 'An operator dropped dead letters.');
			return { dropped };
		},
	};
}

function personOperations({ store, log, onForgotten }: StoreOperatorPorts): Pick<Operator, 'forget' | 'close'> {
	return {
		forget: async (people) => {
			const digests = people.flatMap((person) => toDigests(person).digests);
			const result = await store.eraseEverywhere(digests);
			await onForgotten?.(digests);
			log.warn({ people: people.length, ...result }, 'An operator had people forgotten.');
			return result;
		},
		close: () => store.close(),
	};
}

function recoveryOperations({ store, log }: StoreOperatorPorts): Pick<Operator, 'recovery' | 'acknowledgeRecovery'> {
	return {
		recovery: async () => toRecoveryView(await store.recovery()),
		acknowledgeRecovery: async () => {
			const recovery = await store.recovery();
			if (await store.acknowledgeRecovery()) {
				log.warn({ file: recovery?.file }, 'An operator took note of the damaged file.');
			}
			return toRecoveryView(recovery);
		},
	};
}

async function backUp({ store, log }: StoreOperatorPorts): Promise<BackupView> {
	try {
		const { file, bytes } = await store.backup();
		log.warn({ file, bytes }, 'An operator had a copy of the store made.');
		return { file, bytes };
	} catch (error) {
		throw error instanceof StorageError ? new OperatorError('conflict', error.message) : error;
	}
}

function toRecoveryView(recovery: Recovery | undefined): RecoveryView {
	if (recovery === undefined) return { tables: [] };
	const { atMs, file, tables } = recovery;
	return { at: new Date(atMs).toISOString(), file, tables };
}

function findPixel(pixels: readonly PixelControl[], name: string): PixelControl {
	const found = pixels.find((pixel) => pixel.name === name) ?? pixels.find((pixel) => pixel.pixelId === name);
	if (found !== undefined) return found;
	const names = pixels.slice(0, 20).map((pixel) => pixel.name);
	throw new OperatorError(
		'unknown_pixel',
		`pixel: there is none of that name. There is ${names.join(', ') || 'none'}.`,
	);
}

function toFilter({ reason, type, sinceMs, keys }: LetterQuery): LetterFilter {
	return {
		...(reason === undefined ? {} : { reason }),
		...(type === undefined ? {} : { type }),
		...(sinceMs === undefined ? {} : { sinceMs }),
		...(keys === undefined ? {} : { keys }),
	};
}
