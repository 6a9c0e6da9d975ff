/** About how much memory a story takes. */

import type { Story } from './story.js';

/** Of the object, its places in the maps and its numbers; of a step, a note. Measured with 10,000 stories, rounded up. */
const [STORY, STEP, NOTE, MARK, FIELD] = [700, 120, 80, 16, 80];

export function sizeOf(story: Story): number {
	const { name, customName = '', id, messageId, source, detail = '', identity = '', steps, notes, marks } = story;
	const characters =
		name.length + customName.length + id.length + messageId.length + source.length + detail.length + identity.length;
	// Texts have one byte a character, as V8 keeps those without other letters; twice as much otherwise.
	let bytes = STORY + marks.length * MARK + 2 * characters;
	for (const step of steps) bytes += STEP + 2 * (step.detail?.length ?? 0);
	for (const note of notes) bytes += NOTE + 2 * (note.path.length + note.message.length);
	return bytes + sizeOfExplanation(story);
}

/** Paths and rules are texts that all explanations share. */
function sizeOfExplanation({ explanation }: Story): number {
	if (explanation === undefined) return 0;
	const { fields, notRead, notes, attribution } = explanation;
	let bytes = STORY + (notRead.length + notes.length + attribution.reasons.length) * STEP;
	for (const { value } of fields) bytes += FIELD + 2 * value.length;
	return bytes;
}
