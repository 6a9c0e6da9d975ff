/** Every sentence that the command says, once: which check says it, how bad it is, and what to do. Holes are written `<name>`. */

import type { CheckId } from './finding.js';
import { ACCOUNT_WORDS } from './words-of-account.js';
import { GATEWAY_WORDS } from './words-of-gateway.js';
import { KEY_WORDS } from './words-of-key.js';
import { SETUP_WORDS } from './words-of-setup.js';

export const WORDS = { ...SETUP_WORDS, ...KEY_WORDS, ...GATEWAY_WORDS, ...ACCOUNT_WORDS };

export type Code = keyof typeof WORDS;
/** The codes of one check, so that none can say another's sentence. */
export type CodeOf<Id extends CheckId> = {
	[C in Code]: (typeof WORDS)[C]['check'] extends Id ? C : never;
}[Code];

type HoleIn<Text extends string> = Text extends `${string}<${infer Name}>${infer Rest}` ? Name | HoleIn<Rest> : never;
type Row<C extends Code> = (typeof WORDS)[C];
export type Values<C extends Code> = Readonly<
	Record<HoleIn<Row<C>['message'] | Row<C>['cure'][number]>, string | number>
>;

const HOLE = /<([a-zA-Z]+)>/g;

/** Puts values into the holes. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(HOLE, (hole, name: string) => String(values[name] ?? hole));
}
