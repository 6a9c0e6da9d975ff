/** Asks a running gateway what the checks want to know, each question once. What it does not tell is a `GatewaySilence`. */

import * as z from 'zod';
import { type AdminAccess, AdminCallError, callAdmin } from '../operate/admin-call.js';
import type { LetterList, PixelView } from '../operate/operator.js';
import { createRemoteOperator, pixelsSchema } from '../operate/remote-operator.js';
import { type Overview, overviewSchema } from './overview.js';

/** Dead letters that are looked at; more are counted as this many and more. */
const LETTERS = 100;

export class GatewaySilence extends Error {
	override readonly name = 'GatewaySilence';
	readonly code: 'not_made_gateway' | 'not_made_gateway_refused' | 'not_made_gateway_old';

	constructor(code: GatewaySilence['code'], message: string) {
		super(message);
		this.code = code;
	}
}

export type Period = '24h' | '7d';

export interface GatewayReader {
	/** `127.0.0.1:8789` */
	readonly place: string;
	/** Whether its folder is on the disk of this machine. */
	readonly isHere: boolean;
	/** Whether it delivers to a sandbox, which takes any key. One that does not say so does not. */
	isSandbox(): Promise<boolean>;
	pixels(): Promise<readonly PixelView[]>;
	letters(pixel: string): Promise<LetterList>;
	overview(pixel: string, period: Period, source?: string): Promise<Overview>;
}

export function createGatewayReader(access: AdminAccess, isHere: boolean, stop: AbortSignal): GatewayReader {
	const fetch: AdminAccess['fetch'] = (url, init) =>
		access.fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, stop]) : stop });
	const bounded = { ...access, fetch };
	const operator = createRemoteOperator(bounded);
	const known = new Map<string, Promise<unknown>>();
	const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
		const asked = (known.get(key) as Promise<T> | undefined) ?? ask().catch(rethrow); // The key says whose answer it is.
		known.set(key, asked);
		return asked;
	};
	const pixels = () => once('pixels', () => callAdmin(bounded, { path: '/api/pixels' }, pixelsSchema));
	return {
		place: new URL(access.origin).host,
		isHere,
		isSandbox: () => once('mode', () => answersFaults(bounded)),
		pixels,
		letters: (pixel) => once(`letters ${pixel}`, () => operator.deadLetters({ pixel }, { limit: LETTERS })),
		overview: async (pixel, period, source) => {
			await pixels(); // One that is absent is not one that is older.
			const search = new URLSearchParams({ period, pixel, ...(source === undefined ? {} : { source }) });
			const path = `/api/overview?${search}`;
			const text = await once(path, () => callAdmin(bounded, { path }, z.unknown()));
			const answer = overviewSchema.safeParse(text);
			if (answer.success) return answer.data;
			throw new GatewaySilence('not_made_gateway_old', `its overview was not understood`);
		},
	};
}

/** Only a sandbox has faults to switch on; a live gateway answers 404. */
async function answersFaults(access: AdminAccess): Promise<boolean> {
	try {
		await callAdmin(access, { path: '/api/sandbox/faults' }, z.unknown());
		return true;
	} catch {
		return false;
	}
}

function rethrow(error: unknown): never {
	if (!(error instanceof AdminCallError)) throw error;
	if (error.failure !== 'refused') throw new GatewaySilence('not_made_gateway', '');
	if (error.code === 'not_found') throw new GatewaySilence('not_made_gateway_old', 'it is older than this command');
	throw new GatewaySilence('not_made_gateway_refused', error.message);
}
