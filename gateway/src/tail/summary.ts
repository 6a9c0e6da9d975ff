/** What the admin listener tells of an event. Read leniently: it may be a newer gateway than the command. */

import * as z from 'zod';

const text = z.string().max(2000);

export const summarySchema = z.looseObject({
	key: text,
	at: text,
	pixel: text,
	type: text.optional(),
	name: text,
	id: text,
	messageId: text,
	outcome: text,
	reason: text.optional(),
	verdict: text.optional(),
	matchKeys: z.array(text).optional(),
	note: text.optional(),
	amount: z.number().optional(),
	currency: text.optional(),
	source: text,
});

export type Summary = z.infer<typeof summarySchema>;

/** `GET /api/events` */
export const listSchema = z.object({ events: z.array(summarySchema), older: text.optional() });

/** `event: events` of the stream. `more`: how many are in no frame. */
export const frameSchema = z.object({ events: z.array(summarySchema), more: z.number().catch(0) });

/** `event: health` of the stream. */
export const healthSchema = z.object({
	pixels: z.array(z.object({ name: text, state: text, reason: text.optional(), waiting: z.number().optional() })),
});

export type PixelHealth = z.infer<typeof healthSchema>['pixels'][number];
