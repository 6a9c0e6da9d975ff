/** Texts that many stories have, such as paths and rules, kept once. */

import type { Explanation } from 'openai-ads-destination';
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
	keepExplanation({ fields, notRead, notes, attribution }: Explanation): KeptExplanation {
		return {
			fields: fields.map(({ path, value, from, rule }) => ({
				path: this.keep(path),
				value: ownText(value),
				from: this.keep(from),
				rule: this.keep(rule),
			})),
			notRead: notRead.map((path) => this.keep(path)),
			notes: notes.map(({ path, message }) => ({ path: this.keep(path), message: this.keep(message) })),
			attribution,
		};
	}
}
