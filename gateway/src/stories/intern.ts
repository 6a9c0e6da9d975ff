/** Texts that many stories have, such as paths and rules, kept once. */

import type { Explanation, Note } from 'openai-ads-destination';
import { ownText } from './own-text.js';
import type { KeptExplanation } from './story.js';

/** Paths of long lists are many; beyond this texts are kept as they come. Our choice. */
const MAX_TEXTS = 5000;

export class Texts {
	readonly #known = new Map<string, string>();

	/** The same text, as it is kept. */
	keep(text: string): string {
		const known = this.#known.get(text);
		if (known !== undefined) return known;
		const own = ownText(text);
		if (this.#known.size < MAX_TEXTS) this.#known.set(own, own);
		return own;
	}

	/** What is shown of an explanation: what became of the event the story itself says. */
	keepExplanation(explanation: Explanation): KeptExplanation {
		const fields: KeptExplanation['fields'][number][] = [];
		for (const { path, value, from, rule } of explanation.fields)
			fields.push({ path: this.keep(path), value: ownText(value), from: this.keep(from), rule: this.keep(rule) });
		const notRead: string[] = [];
		for (const path of explanation.notRead) notRead.push(this.keep(path));
		const notes: Note[] = [];
		for (const { path, message } of explanation.notes)
			notes.push({ path: this.keep(path), message: this.keep(message) });
		return { fields, notRead, notes, attribution: explanation.attribution };
	}
}
