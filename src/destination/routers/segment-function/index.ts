/**
 * The handlers of a Segment Destination Function. The build bundles this file into `dist/segment-function.js`, one text to
 * paste; in Node the same handlers are functions to import. They keep nothing between calls, since Segment runs one instance
 * for several connections. Exports only.
 */

export type { BatchAnswer } from './answers.js';
export { onAlias, onBatch, onDelete, onGroup, onIdentify, onPage, onScreen, onTrack } from './handlers.js';
