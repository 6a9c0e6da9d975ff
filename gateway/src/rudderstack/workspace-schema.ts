/** What is read of a `workspaceConfig.json`. All else in it is kept as it is. */

import * as z from 'zod';

/** One destination of a source. A destination of several sources stands in each of them. */
const destinationSchema = z.looseObject({
	id: z.string().min(1),
	name: z.string(),
	enabled: z.boolean().optional(),
	config: z.record(z.string(), z.unknown()).optional(),
	destinationDefinition: z.looseObject({ id: z.string().optional(), name: z.string().min(1) }),
});

const sourceSchema = z.looseObject({
	id: z.string().min(1),
	name: z.string(),
	enabled: z.boolean().optional(),
	workspaceId: z.string().optional(),
	destinations: z.array(destinationSchema),
});

/** @source rudder-server, backend-config/types.go and its file of integration tests (read 2026-11-22) */
export const workspaceSchema = z.looseObject({
	workspaceId: z.string().optional(),
	sources: z.array(sourceSchema).min(1),
});

export type Workspace = z.output<typeof workspaceSchema>;
export type Source = Workspace['sources'][number];
export type Destination = Source['destinations'][number];
