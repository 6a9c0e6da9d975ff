/** The destination as `integrations/rudderstack/workspaceConfig.json` has it: the one place where its definition stands. */

import { parseJson } from 'openai-ads-destination/internal';
import { locateInstalled, REINSTALL } from '../installed-file.js';
import { readText } from '../settings/environment.js';
import { StartError } from '../start-error.js';
import { type Destination, type Workspace, workspaceSchema } from './workspace-schema.js';

const FILE = 'openai-ads-destination/integrations/rudderstack/workspaceConfig.json';

/** @throws StartError if the installed package lacks it */
export function readTemplate(): Destination {
	const template = readExample().sources[0]?.destinations[0];
	if (template !== undefined) return template;
	throw new StartError(MISSING);
}

/** The whole file, a workspace of one source. @throws StartError if the installed package lacks it */
export function readExample(): Workspace {
	const content = workspaceSchema.safeParse(parseJson(readText(locateInstalled(FILE), FILE)));
	if (content.success) return content.data;
	throw new StartError(MISSING);
}

const MISSING = `${FILE}: expected a workspace with one destination, got something else. ${REINSTALL}`;
