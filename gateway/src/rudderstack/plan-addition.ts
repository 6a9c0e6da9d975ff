/** What a user's file lacks, and the text that would add it. Pure. */

import { findSource } from './find-source.js';
import { type Insertion, insertDestination } from './insert-entry.js';
import { makeDestination, type Wishes } from './make-destination.js';
import type { WorkspaceFile } from './parse-workspace.js';
import type { Destination, Source, Workspace } from './workspace-schema.js';

/**
 * - `add`   the source gets a destination of its own.
 * - `share` another source has the destination for this pixel: this one is connected to it too.
 * - `none`  the source has it.
 */
export type Addition = {
	readonly source: Source;
	/** RudderStack's own OpenAI Ads destination, if this source sends to it as well. */
	readonly rival?: Destination;
} & (
	| { readonly action: 'none'; readonly destination: Destination }
	| {
			readonly action: 'add' | 'share';
			readonly destination: Destination;
			readonly insertion: Insertion;
			/** The source that has it. */
			readonly from?: Source;
	  }
);

/** The name of RudderStack's own destination. */
const THEIRS = 'OPENAI_ADS';

/** @throws StartError for a source that is not there, and a pixel ID that is missing */
export function planAddition(file: WorkspaceFile, template: Destination, sourceName: string, wishes: Wishes): Addition {
	const { workspace, text } = file;
	const { source, index } = findSource(workspace, sourceName);
	const name = template.destinationDefinition.name;
	const rival = source.destinations.find(({ destinationDefinition }) => destinationDefinition.name === THEIRS);
	const base = { source, ...(rival === undefined ? {} : { rival }) };

	const present = findOwn(source, name, wishes);
	if (present !== undefined) return { ...base, action: 'none', destination: present };

	const shared = findShared(workspace, name, wishes);
	const destination = shared?.destination ?? makeDestination(template, workspace, source, wishes);
	const insertion = insertDestination(text, index, destination);
	if (shared === undefined) return { ...base, action: 'add', destination, insertion };
	return { ...base, action: 'share', destination, insertion, from: shared.from };
}

/** A destination of ours for this pixel, or for any if none was given. */
function findOwn({ destinations }: Source, name: string, { pixelId, settings }: Wishes): Destination | undefined {
	const pixel = pixelId ?? settings?.['pixelId'];
	const isWanted = ({ config, destinationDefinition }: Destination) =>
		destinationDefinition.name === name && (pixel === undefined || config?.['pixelId'] === pixel);
	return destinations.find(isWanted);
}

/** Who gives settings wants a destination with these. */
function findShared(
	{ sources }: Workspace,
	name: string,
	wishes: Wishes,
): { from: Source; destination: Destination } | undefined {
	if (wishes.settings !== undefined) return undefined;
	for (const from of sources) {
		const destination = findOwn(from, name, wishes);
		if (destination !== undefined) return { from, destination };
	}
	return undefined;
}
