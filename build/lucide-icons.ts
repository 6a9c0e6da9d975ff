/** Lets the page import `lucide:check`: the shapes of one icon, so that no other one is in the bundle. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

export const lucideIcons: Plugin = {
	name: 'lucide-icons',
	setup(build) {
		build.onResolve({ filter: /^lucide:/ }, ({ path }) => ({
			path: path.slice('lucide:'.length),
			namespace: 'lucide',
		}));
		build.onLoad({ filter: /^[a-z-]{1,40}$/, namespace: 'lucide' }, async ({ path }) => {
			const svg = await readFile(require.resolve(`lucide-static/icons/${path}.svg`), 'utf8');
			return { contents: `export default ${JSON.stringify(readShapes(svg))}`, loader: 'js' };
		});
	},
};

/** `[['path', { d: 'M20 6 9 17l-5-5' }]]` */
function readShapes(svg: string): [string, Record<string, string>][] {
	return [...svg.matchAll(/<(path|circle|rect|line|polyline|polygon)\s([^>]*?)\/>/g)].map(([, tag = '', text = '']) => [
		tag,
		Object.fromEntries([...text.matchAll(/([a-z0-9-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])),
	]);
}
