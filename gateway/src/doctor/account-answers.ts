/**
 * The answers of the Advertiser API that the checks read, leniently: only what is needed must be there.
 *
 * @source https://developers.openai.com/ads/conversion-tracking and .../reporting (read 2026-11-26); names of the event sample as other clients read them
 */

import * as z from 'zod';

const text = z.string().max(500);

export const pixelsAnswer = z.object({
	data: z.array(z.object({ id: text, name: text.catch(''), pixel_id: text.optional().catch(undefined) })),
});

const campaigns = z
	.union([z.array(z.unknown()), z.number()])
	.transform((value) => (typeof value === 'number' ? value : value.length));

export const settingsAnswer = z.object({
	data: z.array(
		z.object({
			name: text.catch(''),
			event_type: text,
			custom_event_name: text.nullish().catch(undefined),
			source_ids: z.array(z.string()),
			campaigns,
			archived: z.boolean().catch(false),
		}),
	),
});
export type EventSetting = z.output<typeof settingsAnswer>['data'][number];

export const sampleAnswer = z.object({ data: z.array(z.object({ api_channel: text })) });

const row = z.object({ attributed_events: z.number().optional(), conversions: z.number().optional() });
export const insightsAnswer = z.object({ data: z.array(row) });

/** Sum of what a report counts. `undefined` if no row has a count. */
export function countReported({ data }: z.output<typeof insightsAnswer>): number | undefined {
	const counts = data.flatMap(({ attributed_events, conversions }) => attributed_events ?? conversions ?? []);
	return counts.length === 0 && data.length > 0 ? undefined : counts.reduce((sum, n) => sum + n, 0);
}
