/** The flags of `openai-ads send`, and which of them contradict each other. */

import type { Settings } from 'openai-ads-destination/pipeline';
import { StartError } from '../start-error.js';
import { MAPPED_TOGETHER } from './in-portions.js';
import type { SliceLimits } from './slices.js';

/** Lines of that size are rare; it bounds the memory. Our choice. */
const MAX_SLICE_BYTES = 4 * 1024 * 1024;

export interface SendFlags {
	readonly json?: boolean;
	readonly dryRun?: boolean;
	readonly config?: string;
	/** Events a second. */
	readonly rate?: number;
	readonly checkpoint?: string;
	/** URL of a running gateway. */
	readonly gateway?: string;
}

/** @throws StartError naming each contradiction */
export function checkFlags(file: string, { dryRun, checkpoint, gateway }: SendFlags): void {
	const problems = [
		...(dryRun && checkpoint !== undefined ? ['--checkpoint: not with --dry-run, which sends nothing.'] : []),
		...(dryRun && gateway !== undefined ? ['--gateway: not with --dry-run, which sends nothing.'] : []),
		...(file === '-' && checkpoint !== undefined
			? ['--checkpoint: expected a file of events, which can be read again; got standard input.']
			: []),
	];
	if (problems.length > 0) throw new StartError(problems.join('\n'));
}

/** Events that are sent together: as many as requests take at once, and no more than a second's worth. */
export function toLimits(
	{ flushAt, maxInFlight, maxQueued }: Settings,
	{ dryRun = false, rate = Number.POSITIVE_INFINITY }: Pick<SendFlags, 'dryRun' | 'rate'>,
): SliceLimits {
	const most = dryRun ? MAPPED_TOGETHER : Math.min(flushAt * maxInFlight, maxQueued);
	return { maxLines: Math.min(most, Math.max(1, Math.floor(rate))), maxBytes: MAX_SLICE_BYTES };
}
