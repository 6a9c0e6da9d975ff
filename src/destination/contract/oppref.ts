/** The names that browser and server must agree on, so that the click reference gets from one to the other. */

/** URL parameter that OpenAI appends to an ad's landing page. (OpenAI pixel documentation, read 2026-11-22) */
export const OPPREF_PARAM = 'oppref';

/** Path of the references in an analytics event: `context.providers.openAI.oppref` and `.obref`. (MetaRouter's OpenAI Sync, read 2026-11-22) */
export const PROVIDER_PATH = 'context.providers.openAI';

/** Our own first-party cookie and localStorage key for the click reference. Our choice. */
export const STORE_KEY = '_oaiads';

/** Cookie in which OpenAI's pixel keeps the click reference. (OpenAI pixel documentation, read 2026-11-22) */
export const PIXEL_OPPREF_COOKIE = '__oppref';

/** Cookie in which OpenAI's pixel keeps its own browser id. (OpenAI pixel documentation, read 2026-11-22) */
export const PIXEL_OBREF_COOKIE = '__obref';

/** Cookie of MetaRouter's OpenAI Sync. (docs.metarouter.io/docs/openai-sync, read 2026-11-22) */
export const METAROUTER_COOKIE = '_meta_openAI_oppref';
