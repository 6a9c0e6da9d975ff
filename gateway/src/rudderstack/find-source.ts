/** Finds the source that somebody named. */

import { findNearest } from 'openai-ads-destination/internal';
import { quote, toOneLine } from '../one-line.js';
import { StartError } from '../start-error.js';
import type { Source, Workspace } from './workspace-schema.js';

/** So many sources are listed. Our choice. */
const MAX_LISTED = 20;

export interface FoundSource {
	readonly source: Source;
	/** Its place in `sources`. */
	readonly index: number;
}

/** By name or by id. @throws StartError if there is none, or several have the name */
export function findSource({ sources }: Workspace, wanted: string): FoundSource {
	const byId = sources.findIndex(({ id }) => id === wanted);
	const named = sources.flatMap(({ name }, index) => (name === wanted ? [index] : []));
	const index = byId === -1 ? named[0] : byId;
	const source = index === undefined ? undefined : sources[index];
	if (index === undefined || source === undefined) throw new StartError(sayUnknown(sources, wanted));
	if (byId === -1 && named.length > 1) {
		const ids = named.map((place) => toOneLine(sources[place]?.id ?? '')).join(', ');
		throw new StartError(
			`--source: expected the name of one source, got that of ${named.length}. Give an id instead: ${ids}.`,
		);
	}
	return { source, index };
}

function sayUnknown(sources: Workspace['sources'], wanted: string): string {
	const names = sources.map(({ name }) => name);
	const meant = findNearest(wanted, names);
	const advice = meant === undefined ? '' : ` Did you mean ${quote(meant)}?`;
	const listed = names.slice(0, MAX_LISTED).map(quote);
	const more = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : '';
	return `--source: expected the name or id of a source in the file, got another.${advice} It has ${listed.join(', ')}${more}.`;
}
