/** Reads `--set properties.total=49.99` */

const MAX_LENGTH = 1000;
const PATH = /^[A-Za-z_$][\w$]*(?:\.[\w$]{1,100}){0,9}$/;
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

export interface Setting {
	readonly path: readonly string[];
	readonly value: unknown;
}

/** Reads `path=value`; a value that is JSON is that, every other one a text. `undefined` if it is none. */
export function readSetting(text: string): Setting | undefined {
	const equals = text.indexOf('=');
	const path = text.slice(0, Math.max(0, equals));
	if (text.length > MAX_LENGTH || !PATH.test(path)) return undefined;
	const keys = path.split('.');
	if (keys.some((key) => FORBIDDEN.includes(key))) return undefined;
	return { path: keys, value: readValue(text.slice(equals + 1)) };
}

function readValue(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
