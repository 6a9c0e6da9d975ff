/** `--set properties.total=49.99` */

import { isRecord } from 'openai-ads-destination/internal';

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

/** A copy of the event with the value at its path. Lists are reached by number. */
export function withValue(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
	if (key === undefined) return value;
	if (Array.isArray(target) && /^\d{1,4}$/.test(key)) {
		return target.map((each, index) => (index === Number(key) ? withValue(each, rest, value) : each));
	}
	const own = isRecord(target) ? target : {};
	return { ...own, [key]: withValue(Object.hasOwn(own, key) ? own[key] : undefined, rest, value) };
}

function readValue(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
