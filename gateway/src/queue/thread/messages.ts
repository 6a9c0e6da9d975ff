/** What the two threads say to each other. Everything is plain, so that it can be copied from one to the other. */

import type { StoreOptions } from '../sqlite/store.js';

/** What the store's thread is started with: its time and its log come in messages. */
export type ThreadSettings = Omit<StoreOptions, 'nowMs' | 'log'>;

/** Which part of the store is called. */
export type Target = 'store' | 'profiles' | 'signatures' | 'counts' | 'alerts' | 'queue' | 'letters';

export interface Call {
	readonly id: number;
	readonly target: Target;
	/** Of `queue` and `letters`. */
	readonly pixelId?: string | undefined;
	readonly method: string;
	readonly args: readonly unknown[];
}

/** All calls of one turn. */
export interface Calls {
	readonly calls: readonly Call[];
	/** The caller's time, which is the store's. */
	readonly nowMs: number;
}

/** An error as a copy would lose it: its class, its code, and when to try again. */
export interface PlainError {
	readonly name: string;
	readonly message: string;
	readonly code?: string;
	readonly retryAfterMs?: number;
	readonly exitCode?: 1 | 2;
}

export type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly error: PlainError });

export interface LogLine {
	readonly level: 'warn' | 'info';
	readonly fields: object;
	readonly message: string;
}

/** From the store's thread. */
export type Answer =
	| { readonly kind: 'opened' }
	| { readonly kind: 'failed'; readonly error: PlainError }
	| { readonly kind: 'log'; readonly line: LogLine }
	/** All replies of one turn, and how many events each queue has. */
	| { readonly kind: 'replies'; readonly replies: readonly Reply[]; readonly sizes: Readonly<Record<string, number>> };
