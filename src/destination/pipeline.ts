/**
 * The destination's two halves, for programs that put a queue of their own in between: intake turns analytics events into
 * batch items, delivery sends the items and reports on each one. `createDestination` is intake, batcher and delivery in one.
 */

export type { BatchItem } from './batch/batch-item.js';
export { type ClickTimes, readClickTimes } from './contract/click-record.js';
export { STORE_KEY } from './contract/oppref.js';
export { type Acceptance, createAcceptance } from './deliver/acceptance.js';
export { createDelivery, type DeliveryPorts, type DeliverySettings } from './deliver/create-delivery.js';
export { type EncodeRequest, toRequestBytes } from './deliver/encode-request.js';
export type { Deliver, Delivered } from './deliver/isolate-poison.js';
export { retryDelayMs } from './deliver/retry-delay.js';
export { createEnrichment, type Departing, type Enrich } from './departure/create-enrichment.js';
export { createIntake } from './intake/create-intake.js';
export type { Admission, Intake, Sender } from './intake/intake.js';
export { type Ports, withDefaultPorts } from './ports.js';
export { parseRetryAfterMs } from './primitives/times.js';
export { utf8Length } from './primitives/utf8-length.js';
export type { PersonKeys } from './profile/person-keys.js';
export {
	mergeProfiles,
	PROFILE_LIFETIME_MS,
	type Profile,
	type ProfileEntry,
	type Profiles,
	type Recollection,
	type TaughtFacts,
	type Tier,
} from './profile/profile.js';
export { parseSettings, type Settings, type SettingsInput, settingsSchema } from './settings/settings.js';
export { SettingsError } from './settings/settings-error.js';
