/** What the gateway shares with the library. It promises nothing to anybody else and changes without notice. */

export { findNearest } from './primitives/find-nearest.js';
export { isRecord, ownField, parseJson, type UnknownRecord } from './primitives/json.js';
export { isLoopback } from './primitives/loopback.js';
export { parseTimestampMs } from './primitives/times.js';
