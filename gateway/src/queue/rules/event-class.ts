/** Which events go first: a page view is worth less than anything that a person did. */

import type { BatchItem } from 'openai-ads-destination/pipeline';

export const CONVERSIONS = 0;
export const PAGE_VIEWS = 1;
export type EventClass = typeof CONVERSIONS | typeof PAGE_VIEWS;

/** Of so many batches, one has page views first. (product decision) */
const PAGE_VIEWS_TURN = 10;

/** What goes first in the next batch. @param batches found before it */
export function firstClass(batches: number): EventClass {
	return batches % PAGE_VIEWS_TURN === PAGE_VIEWS_TURN - 1 ? PAGE_VIEWS : CONVERSIONS;
}

/** As the column `class` has it. */
export function toClass({ type }: Pick<BatchItem, 'type'>): EventClass {
	return type === 'page_viewed' ? PAGE_VIEWS : CONVERSIONS;
}
