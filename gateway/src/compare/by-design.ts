/** Differences that are there for a reason. The table is also the documentation: docs/compare.md is made from it. */

import { EVENT_REASONS } from './event-reasons.js';
import type { FieldPair, Reason } from './field-pair.js';
import { USER_REASONS } from './user-reasons.js';

/** The first that fits is the reason. */
export const BY_DESIGN: readonly Reason[] = [...USER_REASONS, ...EVENT_REASONS];

/** Their user fields have the names that OpenAI's documentation had before; the values are compared all the same. */
export const SINGULAR_KEYS = {
	code: 'singular_keys',
	field: 'user.*',
	reason: 'User keys are lists since September 2026. Setting: apiVersion.',
} as const;

/** `undefined` if nothing explains it. */
export function findReason(pair: FieldPair): string | undefined {
	return BY_DESIGN.find((reason) => reason.is(pair))?.code;
}
