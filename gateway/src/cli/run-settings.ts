/** `openai-ads settings` */

import * as z from 'zod';
import { configurationSchema } from '../settings/configuration.js';

/** Prints the JSON Schema of the configuration file, for editors and checks. */
export function printSettings(): void {
	const schema = z.toJSONSchema(configurationSchema, { io: 'input' });
	console.log(JSON.stringify({ title: 'openai-ads configuration', ...schema }, null, 2));
}
