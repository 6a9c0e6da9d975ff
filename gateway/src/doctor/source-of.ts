/** Where a value came from, in the words of whoever wrote it down. */

import type { PixelSettings } from '../settings/pixel-settings.js';
import { DEFAULT_PIXEL } from '../settings/pixel-settings.js';
import type { Doctor } from './check.js';

const KEY = 'OPENAI_CONVERSIONS_API_KEY';
const PIXEL_ID = 'OPENAI_ADS_PIXEL_ID';

/** `OPENAI_CONVERSIONS_API_KEY`, `pixels.shop-us.apiKey` */
export function sourceOfKey(
	{ name, destination }: PixelSettings,
	doctor: Pick<Doctor, 'environment' | 'configuration'>,
): string {
	const shared = doctor.configuration?.given['apiKey'];
	const isOwn = name !== DEFAULT_PIXEL && destination.apiKey !== '' && destination.apiKey !== shared;
	if (isOwn) return `pixels.${name}.apiKey`;
	return findSet(KEY, doctor.environment) ?? (shared === undefined ? KEY : 'destination.apiKey');
}

export function sourceOfPixelId(
	{ name }: PixelSettings,
	doctor: Pick<Doctor, 'environment' | 'configuration'>,
): string {
	if (name !== DEFAULT_PIXEL) return `pixels.${name}.pixelId`;
	const isWritten = doctor.configuration?.given['pixelId'] !== undefined;
	return findSet(PIXEL_ID, doctor.environment) ?? (isWritten ? 'destination.pixelId' : PIXEL_ID);
}

function findSet(name: string, environment: Doctor['environment']): string | undefined {
	return [name, `${name}_FILE`].find((one) => environment[one]?.trim());
}
