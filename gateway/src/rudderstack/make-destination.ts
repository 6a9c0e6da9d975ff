/** Makes the entry for a user's file from the template. Pure: the page does it too. Whether its settings are right is found out in check-config.ts. */

import { isRecord } from 'openai-ads-destination/internal';
import { StartError } from '../start-error.js';
import type { Destination, Source, Workspace } from './workspace-schema.js';

/** What the user gives. */
export interface Wishes {
	/** Settings in place of the template's, such as those that `migrate` prints. */
	readonly settings?: Readonly<Record<string, unknown>> | undefined;
	readonly pixelId?: string | undefined;
	readonly apiKey?: string | undefined;
}

/** The template's own is too likely to be taken. */
const DEFINITION_ID = 'openai-ads-capi';

/** Settings at a destination that rudder-server reads itself. (processor/consent.go, read 2026-11-22) */
export const OF_THE_SERVER: readonly string[] = [
	'consentManagement',
	'oneTrustCookieCategories',
	'ketchConsentPurposes',
];

/** Stands in a dry run where the key would. */
export const NO_KEY = 'NOT-GIVEN-YET';

/** Says it for the command; the page, which has a field for it, in words of its own. */
export class PixelIdMissing extends StartError {
	constructor() {
		super("OPENAI_ADS_PIXEL_ID: required, or --pixel-id. Ads Manager shows it below the data source's name.");
	}
}

/** @throws PixelIdMissing */
export function makeDestination(
	template: Destination,
	workspace: Workspace,
	source: Source,
	wishes: Wishes,
): Destination {
	const config = makeConfig(template, wishes);
	const { destinationDefinition: definition } = template;
	const workspaceId = source.workspaceId ?? workspace.workspaceId;
	const { workspaceId: _, ...rest } = template;
	return {
		...rest,
		id: freeId(workspace),
		...(workspaceId === undefined ? {} : { workspaceId }),
		config,
		destinationDefinition: {
			...definition,
			id: findDefinitionId(workspace, definition.name) ?? DEFINITION_ID,
			config: withKeys(definition['config'], Object.keys(config)),
		},
	};
}

function makeConfig({ config = {} }: Destination, wishes: Wishes): Record<string, unknown> {
	const { apiKey: _key, pixelId: _pixel, ...settings } = wishes.settings ?? config;
	const pixelId = wishes.pixelId ?? wishes.settings?.['pixelId'];
	if (pixelId === undefined) throw new PixelIdMissing();
	return { apiKey: wishes.apiKey ?? NO_KEY, pixelId, ...settings };
}

/** RudderStack keeps a list of the settings that a Config may hold. */
function withKeys(config: unknown, defaultConfig: string[]): unknown {
	return isRecord(config) ? { ...config, destConfig: { defaultConfig } } : config;
}

/** The same definition has one id in the whole file. */
function findDefinitionId({ sources }: Workspace, name: string): string | undefined {
	const all = sources.flatMap(({ destinations }) => destinations);
	return all.find(({ destinationDefinition }) => destinationDefinition.name === name)?.destinationDefinition.id;
}

function freeId({ sources }: Workspace): string {
	const taken = new Set(sources.flatMap(({ id, destinations }) => [id, ...destinations.map((own) => own.id)]));
	let number = 1;
	while (taken.has(toId(number))) number++;
	return toId(number);
}

function toId(number: number): string {
	return number === 1 ? 'openai-ads' : `openai-ads-${number}`;
}
