/** Signatures without a disk and without bounds. */

import { SIGNATURE_LIFETIME_MS, type Signatures } from '../src/queue/signatures.js';
import { NOW } from './a-batch-item.js';

export function memorySignatures(): Signatures {
	const bodies = new Map<string, Buffer>();
	return {
		find: async (signature) => bodies.get(signature.toString('hex')),
		remember: async (signature, bodyDigest) => {
			const key = signature.toString('hex');
			if (!bodies.has(key)) bodies.set(key, bodyDigest);
		},
		completeSinceMs: async () => NOW - SIGNATURE_LIFETIME_MS,
	};
}
