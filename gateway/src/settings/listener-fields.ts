/** The settings of the listeners besides that of the SDKs: RudderStack's transformer calls, and the operator's routes. */

import * as z from 'zod';

const port = z.int().min(0).max(65_535);

export const listenerFields = {
	transformerPort: port
		.optional()
		.describe("Port for RudderStack's transformer calls; 8790 unless set, 0 takes any that is free."),
	transformerHost: z
		.string()
		.min(1)
		.default('127.0.0.1')
		.describe(
			"Address to listen on for RudderStack's transformer calls. Others than loopback only in private networks.",
		),
	adminPort: port
		.optional()
		.describe("Port of the operator's routes: metrics, dead letters, pixels. 8789 unless set, 0 switches them off."),
	adminHost: z
		.string()
		.min(1)
		.default('127.0.0.1')
		.describe("Address to listen on for the operator's routes. Others than loopback need `adminToken`."),
	adminHosts: z
		.array(z.string().regex(/^[^\s/@:]+(:\d{1,5})?$/, 'expected a name such as admin.shop.example, or name:port'))
		.max(100)
		.default([])
		.describe(
			"Names, besides those of loopback, by which the operator's routes may be called. A name without a port is for `adminPort`, one with a port for exactly that.",
		),
	adminToken: z
		.string()
		.regex(/^[\x21-\x7e]{16,200}$/, 'expected 16 to 200 printable ASCII characters without spaces')
		.optional()
		.describe("What callers of the operator's routes send as `Authorization: Bearer`. Not a write key."),
	adminActions: z
		.boolean()
		.optional()
		.describe(
			"Whether the operator's routes may pause, replay, drop and forget. By default only if `adminHost` is loopback.",
		),
};
