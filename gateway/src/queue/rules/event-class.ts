/** Which events go first: a page view is worth less than anything that a person did. */

import type { BatchItem } from 'openai-ads-destination/pipeline';

export const CONVERSIONS = 0;
export const PAGE_VIEWS = 1;
export type EventClass = typeof CONVERSIONS | typeof PAGE_VIEWS;

/** As the column `class` has it. */
export function toClass({ type }: Pick<BatchItem, 'type'>): EventClass {
	return type === 'page_viewed' ? PAGE_VIEWS : CONVERSIONS;
}
