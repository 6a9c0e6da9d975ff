/** The public surface of the browser plugin. The script build has the same names in the global `OpenAIAds`. */

export { type OpenAIAdsMiddleware, openAIAdsMiddleware } from './middleware.js';
export type { BrowserControls, BrowserOptions, ConsentAnswer } from './options.js';
export { openAIAdsForRudderStack } from './rudderstack.js';
export { type OpenAIAds, openAIAds } from './segment.js';
