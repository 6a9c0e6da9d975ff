/** Lets the page import `style:./view.css`: the minified text of a sheet that a view brings along. */

import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

export const styleText: Plugin = {
	name: 'style-text',
	setup({ onResolve, onLoad, initialOptions: { target = [] } }) {
		onResolve({ filter: /^style:/ }, ({ path, importer }) => ({
			path: join(dirname(importer), path.slice('style:'.length)),
			namespace: 'style-text',
		}));
		onLoad({ filter: /\.css$/, namespace: 'style-text' }, async ({ path }) => {
			const built = await build({ entryPoints: [path], minify: true, target, write: false, logLevel: 'silent' });
			return { contents: built.outputFiles[0]?.text ?? '', loader: 'text', watchFiles: [path] };
		});
	},
};
