/** What an operator does, through the admin listener of a running gateway. */

import * as z from 'zod';
import { type AdminAccess, callAdmin } from './admin-call.js';
import { type LetterQuery, type Operator, PIXEL_STATES } from './operator.js';
import { PAUSED_BY } from './paused-by.js';

const pixelSchema = z.object({
	name: z.string(),
	pixelId: z.string(),
	state: z.enum(PIXEL_STATES),
	since: z.string().optional(),
	reason: z.string().optional(),
	httpStatus: z.number().optional(),
	pausedBy: z.enum(PAUSED_BY).optional(),
	waiting: z.number(),
	bytes: z.number(),
	oldestSeconds: z.number(),
	oldestDeadline: z.string().optional(),
	deadLetters: z.number(),
});

/** What `GET /api/pixels` answers. */
export const pixelsSchema = z.array(pixelSchema);

const letterSchema = z.object({
	key: z.string(),
	pixel: z.string(),
	id: z.string(),
	messageId: z.string(),
	type: z.string().optional(),
	name: z.string().optional(),
	reason: z.string(),
	detail: z.string(),
	notes: z.array(z.object({ path: z.string(), message: z.string() })),
	at: z.string(),
	from: z.string(),
	tries: z.number(),
	tooOld: z.boolean(),
	eventKept: z.boolean(),
});

const listSchema = z.object({ letters: z.array(letterSchema), older: z.string().optional() });
const replaySchema = z.object({ replayed: z.number(), tooOld: z.number(), notKept: z.number(), hasMore: z.boolean() });
const dropSchema = z.object({ dropped: z.number() });
const forgetSchema = z.object({ queued: z.number(), dead: z.number(), profiles: z.number() });

const backupSchema = z.object({ file: z.string(), bytes: z.number() });

const recoverySchema = z.object({
	at: z.string().optional(),
	file: z.string().optional(),
	tables: z.array(z.object({ table: z.string(), rows: z.number(), isDamaged: z.boolean() })),
});

/** Creates the operator of a running gateway. What it refuses is an `AdminCallError` that says why. */
export function createRemoteOperator(access: AdminAccess): Operator {
	const change = (name: string, verb: 'pause' | 'resume') =>
		callAdmin(access, { path: `/api/pixels/${encodeURIComponent(name)}/${verb}`, body: {} }, pixelSchema);
	return {
		pixels: () => callAdmin(access, { path: '/api/pixels' }, pixelsSchema),
		pause: (name) => change(name, 'pause'),
		resume: (name) => change(name, 'resume'),
		deadLetters: (query, page) => {
			const search = new URLSearchParams();
			for (const [name, value] of Object.entries({ ...toFields(query), ...page })) {
				if (value !== undefined) search.append(name, String(value));
			}
			return callAdmin(access, { path: `/api/dead-letters?${search}` }, listSchema);
		},
		replay: (query, { max, isDryRun }) => {
			const body = { ...toFields(query), max, dryRun: isDryRun };
			return callAdmin(access, { path: '/api/dead-letters/replay', body }, replaySchema);
		},
		drop: (query) => {
			const body = { ...toFields(query), all: true };
			return callAdmin(access, { path: '/api/dead-letters/drop', body }, dropSchema);
		},
		forget: (people) => callAdmin(access, { path: '/api/forget', body: { people } }, forgetSchema),
		recovery: () => callAdmin(access, { path: '/api/recovery' }, recoverySchema),
		acknowledgeRecovery: () => callAdmin(access, { path: '/api/recovery/acknowledge', body: {} }, recoverySchema),
		backup: () => callAdmin(access, { path: '/api/backup', body: {} }, backupSchema),
		close: async () => {},
	};
}

function toFields({ sinceMs, ...others }: LetterQuery) {
	return { ...others, since: sinceMs === undefined ? undefined : new Date(sinceMs).toISOString() };
}
