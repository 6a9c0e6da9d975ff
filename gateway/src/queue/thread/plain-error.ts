/** Takes errors from one thread to the other. */

import { StartError } from '../../start-error.js';
import { OwnershipLost, QueueFull, STORAGE_CODES, StorageError } from '../queue-errors.js';
import type { PlainError } from './messages.js';

export function toPlain(error: unknown): PlainError {
	if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
	const { code } = error as { code?: unknown };
	return {
		name: error.name,
		message: error.message,
		...(typeof code === 'string' ? { code } : {}),
		...(error instanceof StartError ? { exitCode: error.exitCode } : {}),
		...(error instanceof QueueFull ? { retryAfterMs: error.retryAfterMs } : {}),
	};
}

/** The error that it was, as far as a caller tells errors apart. */
export function toError({ name, message, code, retryAfterMs = 0, exitCode }: PlainError): Error {
	switch (name) {
		case 'QueueFull':
			return new QueueFull(message, retryAfterMs);
		case 'StorageError':
			return new StorageError(
				message,
				STORAGE_CODES.find((known) => known === code),
			);
		case 'OwnershipLost':
			return new OwnershipLost(message);
		case 'StartError':
			return new StartError(message, exitCode);
		default:
			return Object.assign(new Error(message), { name }, code === undefined ? {} : { code });
	}
}
