/** Where messages for the operator go. */

import type { UnknownRecord } from './json.js';

/** `fields` never hold keys, oppref, identifiers or other values of an event. */
export interface Logger {
	debug(message: string, fields: UnknownRecord): void;
	info(message: string, fields: UnknownRecord): void;
	warn(message: string, fields: UnknownRecord): void;
	error(message: string, fields: UnknownRecord): void;
}
