/** Which events `openai-ads tail` is to show. Help names them, so nothing else is loaded with them. */

/** Of the stream and the list. */
export const FILTERS = ['type', 'name', 'outcome', 'reason', 'verdict', 'source', 'pixel'] as const;

export type Filters = { readonly [name in (typeof FILTERS)[number]]?: readonly string[] };

/** Events of one call for the newest ones. (the gateway's bound) */
export const MAX_LAST = 100;
