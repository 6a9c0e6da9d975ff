/** `gateway.hold`: which events wait before they are sent, and what drops them meanwhile. */

import * as z from 'zod';
import { MAX_HOLD_MS, parseDuration } from './duration.js';

const names = z.array(z.string().min(1).max(200)).min(1).max(100);
const duration = z
	.string()
	.refine((text) => parseDuration(text) !== undefined, 'expected a time such as 30s, 10m, 24h or 2d, at most 6d')
	.describe(
		`How long, as \`30s\`, \`10m\`, \`24h\` or \`2d\`; at most ${MAX_HOLD_MS / 86_400_000} days, and never so long that OpenAI finds the event too old.`,
	);
const types = z
	.array(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "expected OpenAI's name of an event, such as order_created"))
	.min(1)
	.max(100)
	.describe("OpenAI's names of the events that wait, such as `order_created`, or the names of custom events.");

/** An order waits, and is dropped when it is cancelled meanwhile. */
const untilCancelled = z.strictObject({
	events: types,
	for: duration,
	cancelledBy: names.describe(
		'Names of the events that cancel it, compared without case, spaces, `_`, `-` and `.`, in either order of two words.',
	),
	by: z
		.string()
		.max(200)
		.regex(/^[A-Za-z_$][\w$-]*(\.[\w$-]+)*$/, 'expected a path such as properties.order_id')
		.default('properties.order_id')
		.describe('Where both have the number of the order.'),
});

/** An event that lacks something waits for it. */
const untilRicher = z.strictObject({
	events: types,
	for: duration,
	without: z.literal('oppref').describe('Only events without the ad click wait.'),
});

const rules = z.array(z.union([untilCancelled, untilRicher])).max(20);

export const holdSchema = rules
	.default([])
	.describe(
		'Events that wait before they are sent: orders, which are dropped if they are cancelled meanwhile, and events without the ad click, in case a richer one with the same id follows. docs/gateway.md has examples.',
	);

/** Of one pixel. */
export const pixelHoldSchema = rules.optional().describe('What waits before it is sent, in place of `gateway.hold`.');

export type HoldRule = z.output<typeof holdSchema>[number];
