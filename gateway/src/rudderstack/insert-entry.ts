/** Adds an entry to a list in the text of a JSON file, indented like its neighbours. All other bytes stay. Pure. */

import { StartError } from '../start-error.js';
import { type ListPlace, locateList } from './locate-list.js';
import type { Destination, Workspace } from './workspace-schema.js';

export interface Insertion {
	/** The whole new text. */
	readonly text: string;
	/** Line of the first line that is new, from 1. */
	readonly line: number;
}

/** Adds a destination as the last one of a source. @throws StartError if the file holds anything else afterwards */
export function insertDestination(text: string, sourceIndex: number, entry: Destination): Insertion {
	const place = locateList(text, ['sources', sourceIndex, 'destinations']);
	const inserted = place && insertInto(text, place, entry);
	if (inserted === undefined || !isOnlyAdded(text, inserted.text, sourceIndex, entry))
		throw new StartError(
			'The file is written in a way that is not understood. Nothing was changed; add the entry by hand.',
		);
	return inserted;
}

function insertInto(text: string, { start, end }: ListPlace, entry: Destination): Insertion {
	const isEmpty = text.slice(start + 1, end).trim() === '';
	const at = isEmpty ? start + 1 : text.slice(0, end).trimEnd().length;
	const { before, own, newline } = readStyle(text, start);
	const body = newline === '' ? JSON.stringify(entry) : indent(entry, own, before + own, newline);
	const lead = `${isEmpty ? '' : ','}${newline}`;
	const after = isEmpty ? newline + (newline === '' ? '' : before) : '';
	const rest = text.slice(isEmpty ? end : at);
	const line = text.slice(0, at).split('\n').length + (newline === '' ? 0 : 1);
	return { text: text.slice(0, at) + lead + body + after + rest, line };
}

/** How the file is written: what stands before the line of the list, one step of indentation, and how lines end. */
function readStyle(text: string, start: number) {
	const newline = text.includes('\r\n') ? '\r\n' : text.trimEnd().includes('\n') ? '\n' : '';
	const own = /\n([ \t]+)\S/.exec(text)?.[1] ?? '\t';
	const before = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start) + 1))?.[0] ?? '';
	return { before, own, newline };
}

function indent(entry: Destination, step: string, before: string, newline: string): string {
	const lines = JSON.stringify(entry, null, step).split('\n');
	return lines.map((line) => before + line).join(newline);
}

/** Holds the new text against what it should say, whatever the text looked like. */
function isOnlyAdded(text: string, newText: string, sourceIndex: number, entry: Destination): boolean {
	const expected = JSON.parse(text) as Workspace; // readWorkspace has checked it.
	expected.sources[sourceIndex]?.destinations.push(entry);
	// Both come from JSON, so that text says all of them, the order of keys included.
	return JSON.stringify(expected) === JSON.stringify(JSON.parse(newText));
}
