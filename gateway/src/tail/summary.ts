/** What the admin listener tells of an event. Read leniently: it may be a newer gateway than the command. */

import * as z from 'zod';

const text = z.string().max(2000);

const knownFields = z.object({
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
	matchKeys: z.array(text).readonly().optional(),
	note: text.optional(),
	short: text.optional(),
	code: text.optional(),
	amount: z.number().optional(),
	currency: text.optional(),
	source: text,
});

/** What a newer gateway adds is kept, for `--json`. */
export const summarySchema = knownFields.loose();

export type Summary = Readonly<z.infer<typeof knownFields>>;

/** `GET /api/events` */
export const listSchema = z.object({ events: z.array(summarySchema).readonly(), older: text.optional() });

/** `event: events` of the stream. `more`: how many are in no frame. */
export const frameSchema = z.object({ events: z.array(summarySchema).readonly(), more: z.number().catch(0) });

/** `event: health` of the stream. */
export const healthSchema = z.object({
	pixels: z.array(
		z.object({
			name: text,
			state: text,
			reason: text.optional(),
			httpStatus: z.number().optional(),
			pausedBy: text.optional(),
			waiting: z.number().optional(),
		}),
	),
});

export type PixelHealth = z.infer<typeof healthSchema>['pixels'][number];
