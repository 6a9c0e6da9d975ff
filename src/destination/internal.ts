/** The parts that the gateway shares with the library. Nothing here is promised to anybody else; it changes without notice. */

export { OPPREF, toVerdict } from './attribution.js';
export { ENVELOPE_BYTES } from './batch/batch.js';
export { describeItem } from './batch/batch-item.js';
export { exponentOf } from './contract/currencies.js';
export { MAX_EVENT_AGE_MS, MAX_EVENTS_PER_REQUEST } from './contract/limits.js';
export { fetchText } from './deliver/fetch-text.js';
export { type MaskedEvent, maskEvent } from './explain/mask.js';
export { KEY_KINDS, type KeyKind, toKeyKinds, toKeyKindsOf, toKeyNames } from './explain/match-key-names.js';
export { REASONS, type Reason } from './explain/reasons.js';
export { shortRule } from './explain/rule-words.js';
export { digestPerson, type PersonDigests } from './intake/digest-person.js';
export { inOrder } from './intake/in-order.js';
export { toBlocked } from './intake/never-sent.js';
export { readMessageId } from './intake/read-message-id.js';
export { toMajor, unitWords } from './map/data/money-words.js';
export { slugify } from './map/event/slug.js';
export { isLoss, toNoteKind } from './note.js';
export { findNearest } from './primitives/find-nearest.js';
export { isRecord, ownField, parseJson, type UnknownRecord } from './primitives/json.js';
export { isLoopback } from './primitives/loopback.js';
export { showName } from './primitives/show-name.js';
export { DAY_MS, parseTimestampMs } from './primitives/times.js';
export { scopeProfiles } from './profile/scope-profiles.js';
export { ABORTED, THROTTLED } from './routers/rudderstack/answers/status-code.js';
export { toConfigRefusal } from './routers/rudderstack/answers/transform-error.js';
export { hasAgedOut } from './routers/rudderstack/event-age.js';
export { toEventKey } from './settings/conflicts.js';
