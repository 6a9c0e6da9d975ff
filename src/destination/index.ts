/** The public surface of the library. */

export type { AnalyticsEvent } from './contract/analytics-event.js';
export { type ConversionEvent, type ConversionEventDraft, conversionEventSchema } from './contract/conversion-event.js';
export type { EventType } from './contract/event-types.js';
export { type CloseOptions, createDestination, type Destination } from './destination.js';
export type { AttributionVerdict, EventResult, NearMiss, Outcome, Reason } from './event-result.js';
export { type ExplainOptions, explainEvent } from './explain/explain-event.js';
export type { Explanation } from './explain/explanation.js';
export { type MapOptions, type MapResult, mapEvent } from './map/map-event.js';
export type { Note } from './note.js';
export type { Fetch, Ports } from './ports.js';
export type { Logger } from './primitives/logger.js';
export type { Profile, ProfileEntry, Profiles, Recollection } from './profile/profile.js';
export { type Settings, type SettingsInput, settingsSchema } from './settings/settings.js';
export { SettingsError } from './settings/settings-error.js';
export { type Problem, type Validation, validateEvent } from './validate-event.js';
