import { existsSync } from 'node:fs';

const WHOLE = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
/**
 * Debian's headless build has no toolbar. Since version 156 the whole browser draws one for every page, also without a window, which
 * takes 3 seconds of a busy machine where this one takes 0.8 (measured on 2026-11-27).
 */
const QUICK = '/usr/bin/chromium-headless-shell';

/**
 * The browser of the tests.
 *
 * @param isWhole one with all of its cookie settings, which the headless build does not know
 * @throws if neither CHROMIUM_PATH nor a usual place leads to a browser
 */
export function findChromium(
	isWhole = false,
	{ CHROMIUM_PATH }: Readonly<Record<string, string | undefined>> = process.env,
	exists: (path: string) => boolean = existsSync,
): string {
	const places = CHROMIUM_PATH ? [CHROMIUM_PATH] : isWhole ? WHOLE : [QUICK, ...WHOLE];
	const found = places.find((place) => exists(place));
	if (found !== undefined) return found;
	throw new Error(
		`Browser tests: expected Chromium at ${places.join(', ')}, found none. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.`,
	);
}
