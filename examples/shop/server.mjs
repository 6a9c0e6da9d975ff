/** `node examples/shop/server.mjs`: serves the files of the example shop, and asks the gateway what became of its events. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join, resolve } from 'node:path';
import { findFate } from './find-fate.mjs';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const ANALYTICS = join(ROOT, 'node_modules/@segment/analytics-next/dist/umd');
const FONTS = join(ROOT, 'node_modules/@fontsource-variable');
const OWN = [
	'shop.css',
	'panel.css',
	'products.js',
	'cart.js',
	'consent.js',
	'tracking.js',
	'comparison.js',
	'panel.js',
	'shop.js',
];
const CONTENT_TYPES = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.map': 'application/json',
	'.woff2': 'font/woff2',
};
const { GATEWAY_URL = 'http://127.0.0.1:8787', ADMIN_URL = 'http://127.0.0.1:8789', PORT = '8791' } = process.env;

/** Uses only the name in a path, so that no request can leave the five folders. */
function findFile(path) {
	const name = basename(path);
	if (path === `/analytics/${name}`) return join(ANALYTICS, name);
	if (path === '/geist.woff2') return join(FONTS, 'geist/files/geist-latin-wght-normal.woff2');
	if (path === '/geist-mono.woff2') return join(FONTS, 'geist-mono/files/geist-mono-latin-wght-normal.woff2');
	if (path === `/${name}` && name.startsWith('openai-ads.min.js')) return join(ROOT, 'dist/browser', name);
	if (path === `/${name}` && OWN.includes(name)) return join(HERE, name);
	return ['/', '/cart', '/checkout', '/thanks'].includes(path) ? join(HERE, 'index.html') : undefined;
}

async function sendFile(path, response) {
	const file = findFile(path);
	const content = await readFile(file ?? '');
	const isPage = extname(file) === '.html';
	response.setHeader('content-type', CONTENT_TYPES[extname(file)] ?? 'text/plain; charset=utf-8');
	response.end(isPage ? String(content).replace('http://127.0.0.1:8787', GATEWAY_URL) : content);
}

/** Only for the shop's own pages: another page can't ask what became of its visitors' events. */
async function sendFate(id, { headers }, response) {
	if (!['same-origin', undefined].includes(headers['sec-fetch-site'])) throw new Error('not the shop');
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(await findFate(ADMIN_URL, id)));
}

const server = createServer(async (request, response) => {
	try {
		const { pathname } = new URL(request.url, 'http://localhost');
		const [, id] = /^\/fate\/([\w-]{1,100})$/.exec(pathname) ?? [];
		await (id === undefined ? sendFile(pathname, response) : sendFate(id, request, response));
	} catch {
		response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
		response.end('The shop has no such page. Begin at /\n');
	}
});
server.listen(Number(PORT), '127.0.0.1', () => {
	console.log(`shop http://localhost:${server.address().port}/?utm_source=chatgpt&oppref=demo-click%3D`);
});
