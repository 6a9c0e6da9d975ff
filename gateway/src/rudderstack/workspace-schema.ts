/** What is read of a `workspaceConfig.json`. All else in it is kept as it is. With zod/mini, since the page reads such files too. */

import * as z from 'zod/mini';

/** One destination of a source. A destination of several sources stands in each of them. */
const destinationSchema = z.looseObject({
	id: z.string().check(z.minLength(1)),
	name: z.string(),
	enabled: z.optional(z.boolean()),
	config: z.optional(z.record(z.string(), z.unknown())),
	destinationDefinition: z.looseObject({ id: z.optional(z.string()), name: z.string().check(z.minLength(1)) }),
});

const sourceSchema = z.looseObject({
	id: z.string().check(z.minLength(1)),
	name: z.string(),
	enabled: z.optional(z.boolean()),
	workspaceId: z.optional(z.string()),
	destinations: z.array(destinationSchema),
});

/** @source rudder-server, backend-config/types.go and its file of integration tests (read 2026-11-22) */
export const workspaceSchema = z.looseObject({
	workspaceId: z.optional(z.string()),
	sources: z.array(sourceSchema).check(z.minLength(1)),
});

export type Workspace = z.output<typeof workspaceSchema>;
export type Source = Workspace['sources'][number];
export type Destination = Source['destinations'][number];
