/** Where the settings of the set-up view go. Imports nothing, since the page has it too. */

/**
 * - `rudderstack` into the `config` of a destination in a `workspaceConfig.json`
 * - `segment`     into the form of a Segment function
 * - `file`        into the gateway's configuration file, keys into variables
 * - `environment` into variables, and what has none into a file
 */
export const TARGETS = ['rudderstack', 'segment', 'file', 'environment'] as const;
export type Target = (typeof TARGETS)[number];
