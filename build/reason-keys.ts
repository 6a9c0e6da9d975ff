/** Lets the page import `reasons:wins`: which match key each reason of the library would win, so that it stands in one table alone. */

import type { Plugin } from 'esbuild';
import { REASONS } from '../src/destination/explain/reasons.js';

export const reasonKeys: Plugin = {
	name: 'reason-keys',
	setup(build) {
		build.onResolve({ filter: /^reasons:wins$/ }, ({ path }) => ({ path, namespace: 'reasons' }));
		build.onLoad({ filter: /^/, namespace: 'reasons' }, () => ({
			contents: JSON.stringify(Object.fromEntries(REASONS.flatMap(({ code, wins }) => (wins ? [[code, wins]] : [])))),
			loader: 'json',
		}));
	},
};
