/** Who tells the stories what. */

import type { SettingsInput } from 'openai-ads-destination';
import type { Admission, BatchItem, Delivered } from 'openai-ads-destination/pipeline';
import type { OnAdmitted } from '../accept/arrived.js';
import type { OnSettled, ToCounts } from '../worker/on-settled.js';

/** What a pixel tells. */
export interface PixelWatch {
	readonly onAdmitted: OnAdmitted;
	readonly onSettled: OnSettled;
	readonly toCounts: ToCounts;
}

/** Is told what was swept from a pixel's queue. Never rejects. */
export type OnSwept = (pixelId: string, swept: { readonly expired: number; readonly sinceMs: number }) => Promise<void>;

/** What RudderStack's calls tell. */
export interface CallWatch {
	readonly onTransformed: (events: readonly unknown[], admissions: readonly Admission[], settings: Called) => void;
	readonly onDelivered: (items: readonly BatchItem[], delivered: readonly Delivered[], settings: Called) => void;
}

/** Settings of a Config. */
export type Called = SettingsInput & { readonly pixelId: string };
