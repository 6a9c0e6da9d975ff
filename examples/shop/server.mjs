/** `node examples/shop/server.mjs`: serves the files of the example shop, and nothing else. The gateway is `npm start`. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const ANALYTICS = join(ROOT, 'node_modules/@segment/analytics-next/dist/umd');
const CONTENT_TYPES = {
	'.html': 'text/html',
	'.css': 'text/css',
	'.js': 'text/javascript',
	'.map': 'application/json',
};
const { GATEWAY_URL = 'http://127.0.0.1:8787', PORT = '8791' } = process.env;

/** Uses only the name in a path, so that no request can leave the three folders. */
function findFile(path) {
	const name = basename(path);
	if (path === `/analytics/${name}`) return join(ANALYTICS, name);
	if (path === `/${name}` && name.startsWith('openai-ads.min.js')) return join(ROOT, 'dist/browser', name);
	if (path === `/${name}` && ['shop.css', 'shop.js', 'tracking.js'].includes(name)) return join(HERE, name);
	return ['/', '/cart', '/checkout', '/thanks'].includes(path) ? join(HERE, 'index.html') : undefined;
}

const server = createServer(async (request, response) => {
	try {
		const file = findFile(new URL(request.url, 'http://localhost').pathname);
		const content = await readFile(file ?? '');
		const isPage = extname(file) === '.html';
		response.setHeader('content-type', `${CONTENT_TYPES[extname(file)] ?? 'text/plain'}; charset=utf-8`);
		response.end(isPage ? String(content).replace('http://127.0.0.1:8787', GATEWAY_URL) : content);
	} catch {
		response.writeHead(404, { 'content-type': 'text/plain' }).end('No such file.');
	}
});
server.listen(Number(PORT), '127.0.0.1', () => {
	console.log(`shop http://localhost:${server.address().port}/?utm_source=chatgpt&oppref=demo-click%3D`);
});
