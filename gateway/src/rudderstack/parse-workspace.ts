/** Understands the text of a `workspaceConfig.json`, and refuses what is not understood: it is not guessed where a destination belongs. Pure: the page does it too. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type * as z from 'zod/mini';
import { StartError } from '../start-error.js';
import { type Workspace, workspaceSchema } from './workspace-schema.js';

/** Real ones have some hundred kilobytes. Our choice. */
export const MAX_FILE_BYTES = 20_000_000;
const SEE = 'integrations/rudderstack/workspaceConfig.json shows the form that is understood.';

export interface WorkspaceFile {
	/** Its path, or its name alone. */
	readonly file: string;
	/** As it stands in the file. */
	readonly text: string;
	readonly workspace: Workspace;
}

/** @throws StartError if it is not the configuration of one workspace. No value of it is shown. */
export function parseWorkspace(file: string, text: string): WorkspaceFile {
	const content = parseJson(text);
	if (content === undefined) throw new StartError(`${file}: expected JSON. Check commas, quotes and brackets.`);
	if (isRecord(content) && content['sources'] === undefined) throw new StartError(`${file}: ${describeOther(content)}`);
	const read = workspaceSchema.safeParse(content);
	if (read.success) return { file, text, workspace: read.data };
	throw new StartError(`${file}: ${describe(read.error.issues[0])} ${SEE}`);
}

function describeOther(content: Readonly<Record<string, unknown>>): string {
	const inner = Object.values(content).filter((value) => isRecord(value) && value['sources'] !== undefined);
	if (inner.length > 0)
		return `expected \`sources\` at the root, got ${inner.length} workspaces below other keys. Files of several workspaces are not understood; give the file of one.`;
	return `expected \`sources\` at the root, got none. ${SEE}`;
}

/** Zod's first issue, as a place and what was expected. */
function describe(issue: z.core.$ZodIssue | undefined): string {
	const at = (issue?.path ?? []).reduce<string>(
		(text, key) => text + (typeof key === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${String(key)}`),
		'',
	);
	const expected = issue !== undefined && 'expected' in issue ? `expected ${issue.expected}` : 'expected at least one';
	return `${at === '' ? 'root' : at}: ${expected}, got something else.`;
}
