/** The function as it should be: the built file and the list of its settings, both from the installed package. */

import { parseJson } from 'openai-ads-destination/internal';
import * as z from 'zod';
import { locateInstalled, REINSTALL } from '../installed-file.js';
import { readText } from '../settings/environment.js';
import { StartError } from '../start-error.js';
import { type FunctionSetting, functionSettingSchema } from './function-schema.js';

export interface DesiredFunction {
	readonly displayName: string;
	readonly description: string;
	readonly code: string;
	readonly settings: readonly FunctionSetting[];
}

const CODE = 'openai-ads-destination/dist/segment-function.js';
const MANIFEST = 'openai-ads-destination/integrations/segment/settings.json';

const manifestSchema = z.object({
	displayName: z.string().min(1),
	description: z.string(),
	settings: z.array(functionSettingSchema).min(1),
});

/** Reads both files of the installed package. @throws StartError if they are missing or damaged */
export function readInstalledFunction(): DesiredFunction {
	return readDesiredFunction(locateInstalled(CODE), locateInstalled(MANIFEST));
}

/** @throws StartError if a file can't be read, the code is empty, or the manifest does not hold the function's settings */
export function readDesiredFunction(codeFile: string, manifestFile: string): DesiredFunction {
	const code = readText(codeFile, CODE);
	if (code.trim() === '') throw new StartError(`${CODE}: expected code, got an empty file. ${REINSTALL}`);
	return { ...readManifest(manifestFile), code };
}

/** The form of the function alone. @throws StartError as above */
export function readManifest(file = locateInstalled(MANIFEST)): z.output<typeof manifestSchema> {
	const manifest = manifestSchema.safeParse(parseJson(readText(file, MANIFEST)));
	if (manifest.success) return manifest.data;
	const where = manifest.error.issues[0]?.path.join('.') ?? '';
	throw new StartError(`${MANIFEST}: ${where}: expected the function's settings, got something else. ${REINSTALL}`);
}
