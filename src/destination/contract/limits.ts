/** Limits of OpenAI's Events API: facts about it, not choices of ours. */

/** A request carries at most this many events. https://developers.openai.com/ads/conversions-api (read 2026-11-22) */
export const MAX_EVENTS_PER_REQUEST = 1000;

/** Older events are refused, and their batch with them. https://developers.openai.com/ads/conversions-api (read 2026-11-22) */
export const MAX_EVENT_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** Events further ahead of the clock are refused. https://developers.openai.com/ads/conversions-api (read 2026-11-22) */
export const MAX_EVENT_LEAD_MS = 10 * 60 * 1000;

/** OpenAI reads the first three valid, unique values of each list of match keys. (same page, read 2026-11-22) */
export const MAX_VALUES_PER_LIST = 3;

/** Region and city names are limited to this many characters. (same page, read 2026-11-22) */
export const MAX_PLACE_LENGTH = 128;

/**
 * `custom_event_name`: 1 to 64 ASCII letters, digits, `_` or `-`, alphanumeric at both ends. The API lower-cases it.
 * Tested as written: lower-casing first would turn the Kelvin sign into a plain `k`.
 * https://developers.openai.com/ads/conversions-api (read 2026-11-22)
 */
export const CUSTOM_EVENT_NAME = /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/i;

/** `integration_source` after trimming; the API lower-cases it. Tested as written. (same page, read 2026-11-22) */
export const INTEGRATION_SOURCE = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** Postal codes: letters, digits, spaces and hyphens. (same page, read 2026-11-22) */
export const POSTAL_CODE = /^[A-Za-z0-9 -]{1,32}$/;

/** Advertising ids are UUIDs, in either case. (same page, read 2026-11-22) */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where conversion events go. https://developers.openai.com/ads/conversions-api (read 2026-11-22) */
export const EVENTS_ENDPOINT = 'https://bzr.openai.com/v1/events';
