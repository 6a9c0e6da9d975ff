/** Who paused a pixel. */

/** By `settings` until they change, by a `command` until another one resumes it. */
export const PAUSED_BY = ['settings', 'command'] as const;
export type PausedBy = (typeof PAUSED_BY)[number];
