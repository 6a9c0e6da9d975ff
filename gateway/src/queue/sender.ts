/** Who sends events. */

import type { Tier } from 'openai-ads-destination/pipeline';

export interface Sender {
	/** @default 'server' */
	readonly tier?: Tier;
	/** What the operator calls it, such as the label of its write key: dead letters show it. Never a key. At most 64 characters are kept. */
	readonly from?: string;
}
