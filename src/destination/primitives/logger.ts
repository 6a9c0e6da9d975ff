/** Where messages for the operator go. */

import type { UnknownRecord } from './json.js';

/** `fields` never hold keys, oppref, identifiers or other values of an event. */
export interface Logger {
	/** A step on the way. */
	debug(message: string, fields: UnknownRecord): void;
	/** Something expected that is worth knowing. */
	info(message: string, fields: UnknownRecord): void;
	/** Something unexpected, but nothing is lost. */
	warn(message: string, fields: UnknownRecord): void;
	/** An event will not come back. */
	error(message: string, fields: UnknownRecord): void;
}
