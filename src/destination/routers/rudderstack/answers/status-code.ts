/** RudderStack's statuses of a job, and what it does with each. (rudder-server, read 2026-11-22) */

/** The event was delivered. */
export const DELIVERED = 200;
/** The event was left out on purpose: counted as filtered, not as an error. */
export const FILTERED = 298;
/** Never tried again. */
export const ABORTED = 400;
/** Tried again without end. A 500 would be given up after three attempts and three hours, in reverse ETL after a minute. */
export const THROTTLED = 429;
