import { existsSync } from 'node:fs';

/**
 * Debian's headless build first: it has no toolbar. Since version 156 the other draws one for every page, also without a window, which
 * takes 3 seconds of a busy machine where this one takes 0.8 (measured on 2026-11-27).
 */
const USUAL_PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
	(name) => `/usr/bin/${name}`,
);

/**
 * The browser of the tests.
 *
 * @throws if neither CHROMIUM_PATH nor a usual place leads to a browser
 */
export function findChromium(
	{ CHROMIUM_PATH }: Readonly<Record<string, string | undefined>> = process.env,
	exists: (path: string) => boolean = existsSync,
): string {
	const places = CHROMIUM_PATH ? [CHROMIUM_PATH] : USUAL_PLACES;
	const found = places.find((place) => exists(place));
	if (found !== undefined) return found;
	throw new Error(
		`Browser tests: expected Chromium at ${places.join(', ')}, found none. Install it (Debian: apt-get install chromium-headless-shell) or name it in CHROMIUM_PATH.`,
	);
}
