/**
 * The settings of the destination as you write them, and their manual: editors show these comments on hover, and
 * `npm run docs` generates manual.ts, the tables of the documentation and the routers' forms from them.
 *
 * The first paragraph of a comment says what the setting does; Segment's form shows it alone. `@default` is an expression.
 */

import type { DeliveryInput } from './delivery-input.js';
import type { MappingInput } from './mapping-input.js';
import type { PermissionInput } from './permission-input.js';

/** Settings as you write them; each of them may be left out. */
export interface SettingsInput extends MappingInput, PermissionInput, DeliveryInput {
	/**
	 * Conversions API key, created in Ads Manager under Tools, Conversions. Not an Advertiser API key: OpenAI refuses those.
	 *
	 * Required to send events; `mapEvent` works without it.
	 */
	apiKey?: string | undefined;
	/**
	 * Pixel ID of your data source. Ads Manager shows it below the data source's name.
	 *
	 * Required to send events; `mapEvent` works without it.
	 */
	pixelId?: string | undefined;
	/**
	 * URL that events are sent to. Change it only for the sandbox or a proxy.
	 *
	 * Must be https, or http to this machine: every request carries the key.
	 *
	 * @default 'https://bzr.openai.com/v1/events'
	 */
	endpoint?: string | undefined;
	/**
	 * Generation of OpenAI's user fields: `2026-09` sends lists such as `emails_sha256`, `2026-06` single values such as
	 * `email_sha256`.
	 *
	 * `2026-09` is what OpenAI documents today. `2026-06` cannot carry phone numbers, names or regions.
	 *
	 * @default '2026-09'
	 */
	apiVersion?: '2026-09' | '2026-06' | undefined;
}
