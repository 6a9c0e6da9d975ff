/** `gateway.alerts`: who is told when something changes that costs conversions, and from which numbers on. */

import * as z from 'zod';
import { isReceiver, RECEIVER } from './receiver.js';

const HOURS_OF_A_WEEK = 168;
const share = z.number().min(0).max(1);
const count = z.int().min(1).max(1_000_000_000);

/** A rule with its numbers, or `false`. */
function orOff<Shape extends z.ZodRawShape>(shape: Shape) {
	return z.union([z.literal(false), z.strictObject(shape)]);
}

/** Each is on unless it is `false`. */
const rules = z.strictObject({
	pixel_held: orOff({
		seconds: z.int().min(10).max(86_400).default(60).describe('It is told once a pixel is held for so long.'),
	})
		.prefault({})
		.describe('OpenAI refuses the key, or everything. `false` switches it off; so with the other rules.'),
	near_expiry: orOff({
		hours: z.number().positive().max(HOURS_OF_A_WEEK).default(24).describe('Hours that are left.'),
	})
		.prefault({})
		.describe('An event that waits will soon be too old for OpenAI.'),
	dead_letters: orOff({
		count: count.default(10).describe('New dead letters within an hour...'),
		percent: z.number().min(0).max(100).default(1).describe('...if they are this much of what was to be sent in it.'),
	})
		.prefault({})
		.describe('Many events are lost.'),
	click_share: orOff({
		below: share.default(0.5).describe('Part of the usual share, the median of seven days, under which it is told.'),
		above: share.default(0.75).describe('Part of it above which it is over, if it stays there for an hour.'),
		hours: z.int().min(1).max(24).default(3).describe('Hours that are looked at.'),
		minAccepted: count.default(100).describe('With fewer accepted events in them, nothing is said.'),
	})
		.prefault({})
		.describe('Far fewer accepted events than usual carry an ad click.'),
});

export const alertsSchema = z
	.strictObject({
		webhook: z
			.string()
			.refine((text) => isReceiver(text.trim()), `expected ${RECEIVER}`)
			.optional()
			.describe(
				'Where alerts are posted: https, or http to this machine. It is a secret: whoever has it can post. Without one they only show at `GET /api/alerts`.',
			),
		webhookFile: z.string().min(1).optional().describe('File that holds it. It is read again when it changes.'),
		format: z
			.enum(['full', 'slack'])
			.default('full')
			.describe('`full` posts every field, `slack` only `text`, for receivers that refuse unknown fields.'),
		rules: rules.prefault({}).describe('Which alerts are sent, and from which numbers on.'),
	})
	.prefault({})
	.describe('Alerts: one message when something changes that costs conversions, one when it is over. docs/alerts.md');

type Alerts = z.output<typeof alertsSchema>;
export type AlertRules = Alerts['rules'];

/** With the address from wherever it was. */
export interface AlertSettings extends Pick<Alerts, 'format' | 'rules'> {
	/** A secret. */
	readonly webhook: string | undefined;
}
