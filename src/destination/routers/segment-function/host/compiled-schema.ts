/** Replaces `contract/compiled-schema.ts` in the file for Segment: the same schema without zod's generated parser, which takes 47 kB. */

export { conversionEventFields as compiledEventFields } from '../../../contract/conversion-event.js';
