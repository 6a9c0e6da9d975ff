/** Reads a `workspaceConfig.json`, and refuses what is not understood: it is not guessed where a destination belongs. */

import { readFileSync, statSync } from 'node:fs';
import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { z } from 'zod';
import { explainFileError, StartError } from '../start-error.js';
import { type Workspace, workspaceSchema } from './workspace-schema.js';

/** Real ones have some hundred kilobytes. Our choice. */
export const MAX_FILE_BYTES = 20_000_000;
const SEE = 'integrations/rudderstack/workspaceConfig.json shows the form that is understood.';

export interface WorkspaceFile {
	readonly file: string;
	/** As it stands in the file. */
	readonly text: string;
	readonly workspace: Workspace;
}

/** @throws StartError if it can't be read, is too large, or is not the configuration of one workspace. No value of it is shown. */
export function readWorkspace(file: string): WorkspaceFile {
	const text = readBounded(file);
	const content = parseJson(text);
	if (content === undefined) throw new StartError(`${file}: expected JSON. Check commas, quotes and brackets.`);
	if (isRecord(content) && content['sources'] === undefined) throw new StartError(`${file}: ${describeOther(content)}`);
	const read = workspaceSchema.safeParse(content);
	if (read.success) return { file, text, workspace: read.data };
	throw new StartError(`${file}: ${describe(read.error.issues[0])} ${SEE}`);
}

/** @throws StartError for a file that can't be read, or of more than `MAX_FILE_BYTES` */
export function readBounded(file: string): string {
	try {
		const { size } = statSync(file);
		if (size <= MAX_FILE_BYTES) return readFileSync(file, 'utf8');
		throw new StartError(`${file}: expected at most ${MAX_FILE_BYTES} bytes, got ${size}.`);
	} catch (error) {
		if (error instanceof StartError) throw error;
		const { code } = error as { code?: string };
		throw new StartError(`${file}: expected a readable file, got ${code ?? 'an error'}${explainFileError(code)}.`);
	}
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
