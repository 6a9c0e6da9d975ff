/** The parts that the gateway shares with the library. Nothing here is promised to anybody else; it changes without notice. */

export { findNearest } from './primitives/find-nearest.js';
export { isRecord, ownField, parseJson, type UnknownRecord } from './primitives/json.js';
export { isLoopback } from './primitives/loopback.js';
export { parseTimestampMs } from './primitives/times.js';
