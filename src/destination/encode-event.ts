/** Checks a conversion event as `validateEvent` does and makes its JSON, in one pass over its fields. */

import type { ConversionEventDraft } from './contract/conversion-event.js';
import type { EventJson } from './contract/json-bytes.js';
import { encodeIfSure } from './contract/quick-encoder.js';
import { utf8Length } from './primitives/utf8-length.js';
import { listProblems, type Problem } from './validate-event.js';

export type Encoding =
	| ({ readonly ok: true } & EventJson)
	| { readonly ok: false; readonly problems: readonly Problem[] };

/** Makes the JSON of a draft that OpenAI would take now. Throws only if the draft's own getters throw. */
export function encodeEvent(draft: ConversionEventDraft, nowMs: number): Encoding {
	const encoded = encodeIfSure(draft);
	const problems = listProblems(draft, encoded !== undefined, nowMs);
	if (problems.length > 0) return { ok: false, problems };
	const { json, sizeBytes } = encoded ?? encodeSlowly(draft);
	return { ok: true, json, sizeBytes };
}

function encodeSlowly(draft: ConversionEventDraft): EventJson {
	const json = JSON.stringify(draft);
	return { json, sizeBytes: utf8Length(json) };
}
