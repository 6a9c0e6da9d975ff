/** The inspector's page as it was built: read once, kept in memory, and found by name alone, so that no path leads out of its folder. */

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Where the build puts it, seen from `src/` and from `dist/`. */
const FOLDER = join(import.meta.dirname, '../../dist/page');
const TYPES: Readonly<Record<string, string>> = {
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.woff2': 'font/woff2',
};

export interface Asset {
	readonly type: string;
	readonly bytes: Buffer;
}

export interface PageFiles {
	readonly html: string;
	/** The form where one signs in. */
	readonly form: string;
	readonly assets: ReadonlyMap<string, Asset>;
}

/** What the page knows before it calls anything. */
export interface PageFacts {
	readonly sandbox: boolean;
	/** Where events are taken. */
	readonly url: string;
	/** Whether something may be changed here. */
	readonly actions: boolean;
	/** Whether one can sign out: there is a token. */
	readonly signsIn: boolean;
}

/** @returns undefined if it was never built */
export function readPageFiles(facts: PageFacts, folder = FOLDER): PageFiles | undefined {
	try {
		const html = readFileSync(join(folder, 'index.html'), 'utf8').replace('GATEWAY', () =>
			toAttribute(JSON.stringify(facts)),
		);
		const names = readdirSync(join(folder, 'assets')).filter((name) => TYPES[extname(name)] !== undefined);
		const form = readFileSync(join(folder, 'sign-in.html'), 'utf8');
		return { html, form, assets: new Map(names.map((name) => [name, readAsset(folder, name)])) };
	} catch {
		return undefined;
	}
}

function readAsset(folder: string, name: string): Asset {
	return { type: TYPES[extname(name)] ?? '', bytes: readFileSync(join(folder, 'assets', name)) };
}

/** For an attribute in double quotes. */
function toAttribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
