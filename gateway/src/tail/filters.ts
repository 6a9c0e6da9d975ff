/** Which events `openai-ads tail` is to show. Help names them, so nothing else is loaded with them. */

/** Of the stream and the list. */
export const FILTERS = ['type', 'name', 'outcome', 'reason', 'verdict', 'source', 'pixel'] as const;

export interface Filters extends Lists {
	/** An id of the event, its order or OpenAI's request, or a part of its name. */
	readonly find?: string;
}

type Lists = { readonly [name in (typeof FILTERS)[number]]?: readonly string[] };

/** Events of one call for the newest ones. (the gateway's bound) */
export const MAX_LAST = 100;
