/** Who decides about consent, in which order: the page's own calls, the option, the event's stamps, the pixel's memory. */

import { isDeniedToPixel, readStamps } from './consent.js';
import type { BrowserOptions, ConsentAnswer } from './options.js';
import { quietly } from './quietly.js';
import { isObject } from './written.js';

export interface Gate {
	/** The answer for an event with this context. */
	ask(context: Record<string, any>, jar: () => string): ConsentAnswer;
	/** Overrules everything else. */
	settle(answer: boolean): void;
	/** True if a refusal came from the page itself: then not even memory keeps the click. */
	isFinal(): boolean;
}

/** @param refresh called when a promise has settled with a new answer */
export function createGate(options: BrowserOptions, refresh: () => void): Gate {
	let told: ConsentAnswer;
	let promised: ConsentAnswer;

	return {
		ask(context, jar) {
			const { consent } = options;
			if (told !== undefined) return told;
			if (typeof consent === 'function') {
				const said = quietly(consent);
				if (!isObject(said)) return said as ConsentAnswer; // Neither `true` nor `false` is "not known yet".
				(said as PromiseLike<ConsentAnswer>).then(
					(answer) => {
						if (answer === promised) return;
						promised = answer;
						quietly(refresh);
					},
					() => {},
				);
				return promised;
			}
			const categories = consent && (consent as { categories?: readonly string[] }).categories;
			if (consent && !categories) return undefined;
			const stamped = readStamps(context, categories as readonly string[] | undefined);
			return stamped === false || categories ? stamped : !isDeniedToPixel(jar());
		},
		settle(answer) {
			told = answer;
		},
		isFinal: () => told === false || typeof options.consent === 'function',
	};
}
