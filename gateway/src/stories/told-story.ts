/** A story as gateways of one database tell it each other: what may be shown, and what it is found by. */

import { isRecord, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import type { Story, StoryStart, StoryState } from './story.js';

/** Of its JSON. Longer ones are told without their explanation. Our choice. */
const MAX_BODY = 16_384;

/** All of a story but its places and its person. */
export type ToldStory = Omit<StoryStart, 'marks' | 'reference' | 'isForeign'> & StoryState;

/** @param instance what people call the gateway */
export function tell(story: Story, instance: string): string {
	const { seq: _, changed: __, bytes: ___, marks: ____, reference: _____, duplicateOf: ______, ...rest } = story;
	const told = { ...rest, instance: story.instance ?? instance };
	const body = JSON.stringify(told);
	return body.length <= MAX_BODY ? body : JSON.stringify({ ...told, explanation: undefined });
}

/** `undefined` for what is none, such as that of another version. */
export function readTold(body: string): ToldStory | undefined {
	const told = body.length <= 2 * MAX_BODY ? parseJson(body) : undefined;
	if (!isRecord(told) || !hasTexts(told, TEXTS) || !Number.isFinite(told['atMs'])) return undefined;
	const { steps, notes } = told;
	const areSteps = isListOf(steps, (step) => hasTexts(step, ['what']) && Number.isFinite(step['atMs']));
	const areNotes = isListOf(notes, (note) => hasTexts(note, ['path', 'message']));
	return areSteps && areNotes ? (told as unknown as ToldStory) : undefined; // `tell` wrote it.
}

const TEXTS = ['pixel', 'pixelId', 'name', 'id', 'messageId', 'source', 'outcome'];

function hasTexts(record: UnknownRecord, names: readonly string[]): boolean {
	return names.every((name) => typeof record[name] === 'string');
}

function isListOf(value: unknown, isOne: (record: UnknownRecord) => boolean): boolean {
	return Array.isArray(value) && value.every((each) => isRecord(each) && isOne(each));
}
