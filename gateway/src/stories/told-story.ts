/** A story as gateways of one database tell it each other: what may be shown, and what it is found by. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { Story, StoryStart, StoryState } from './story.js';

/** Of its JSON. Longer ones are told without their explanation. Our choice. */
const MAX_BODY = 16_384;

/** All of a story but its places and its person. */
export type ToldStory = Omit<StoryStart, 'marks' | 'reference' | 'isForeign'> & StoryState;

/** @param instance what people call the gateway */
export function tell(story: Story, instance: string): string {
	const { seq: _, changed: __, bytes: ___, marks: ____, reference: _____, duplicateOf: ______, ...told } = story;
	const body = JSON.stringify({ ...told, instance: story.instance ?? instance });
	if (body.length <= MAX_BODY) return body;
	const { explanation: _explanation, ...short } = told;
	return JSON.stringify({ ...short, instance: story.instance ?? instance });
}

/** `undefined` for what is none, such as that of another version. */
export function readTold(body: string): ToldStory | undefined {
	const told = parseJson(body);
	if (!isRecord(told)) return undefined;
	const texts = ['pixel', 'pixelId', 'name', 'id', 'messageId', 'source', 'outcome'].map((name) => told[name]);
	const lists = [told['notes'], told['steps']];
	const isTold = texts.every((text) => typeof text === 'string') && lists.every(Array.isArray);
	return isTold && Number.isFinite(told['atMs']) ? (told as unknown as ToldStory) : undefined; // `tell` wrote it.
}
