/** Writes the code of an encoder from a schema: it checks an object and puts its JSON, in one pass over its fields. */

import type * as z from 'zod/mini';
import { putByte, putJson, putNumber, putText, toWords, WORDS } from './json-bytes.js';

type Schema = z.core.$ZodType;

/** Puts a text that is checked meanwhile; returns -1 if it does not pass. */
type PutChecked = (at: number, text: string) => number;

const NO = 'return -1;';

/**
 * Writes a function `(at, value) => next` for each schema of an object, which returns -1 for what it does not surely take.
 * Names of fields are written as numbers or as JSON, so none can become code.
 */
export class EncoderWriter {
	readonly functions: string[] = [];
	/** What can't be written as text: sets, expressions, and functions. */
	readonly constants: unknown[] = [];
	readonly #names = new Map<Schema, string>();
	readonly #words = this.#keep(WORDS);
	readonly #putByte = this.#keep(putByte);
	readonly #putText = this.#keep(putText);
	readonly #putNumber = this.#keep(putNumber);
	readonly #putJson = this.#keep(putJson);
	readonly #putChecked: ReadonlyMap<Schema, string>;

	/** @param putChecked for schemas whose texts are checked faster while they are put */
	constructor(putChecked: ReadonlyMap<Schema, PutChecked>) {
		this.#putChecked = new Map([...putChecked].map(([schema, put]) => [schema, this.#keep(put)]));
	}

	/** The name of the function for an object, which is written on first use. */
	nameOf(schema: Schema): string {
		const known = this.#names.get(schema);
		if (known !== undefined) return known;
		const name = `put${this.#names.size}`;
		this.#names.set(schema, name);
		this.functions.push(`function ${name}(start, v) {\n${this.#writeBody(schema)}\n}`);
		return name;
	}

	#writeBody(schema: Schema): string {
		const { def } = (schema as z.core.$ZodObject)._zod; // #writeValue() calls this for objects only.
		const { shape, catchall, checks = [] } = def;
		const isStrange = Object.keys(shape).map((name) => `k !== ${JSON.stringify(name)}`);
		const isOpen = catchall?._zod.def.type === 'unknown';
		return [
			unless("typeof v === 'object' && v !== null && !Array.isArray(v)"),
			'let at = start;',
			...Object.entries(shape).map(([name, field]) => this.#writeField(name, field)),
			isOpen ? '' : `for (const k in v) if (${isStrange.join(' && ')}) ${NO}`,
			...checks.map((check) => this.#writeRefinement(check, 'v')),
			isOpen ? `return ${this.#putJson}(start, v);` : `${this.#writeBrackets('{}', 'start')} return at;`,
		].join('\n');
	}

	#writeField(name: string, field: Schema): string {
		const { def } = (field as z.core.$ZodTypes)._zod; // Every schema is one of them.
		const label = this.#writeLabel(name);
		const code =
			def.type === 'optional'
				? `if (f !== undefined) {${label}${this.#writeValue(def.innerType as Schema, 'f')}}`
				: label + this.#writeValue(field, 'f');
		return `{const f = v[${JSON.stringify(name)}];${code}}`;
	}

	/** `,"name":`, four bytes at a time; what the last four have too many is overwritten. The first comma of an object becomes its bracket. */
	#writeLabel(name: string): string {
		const label = `,${JSON.stringify(name)}:`;
		const words = toWords(label).map((word, index) => `${this.#words}.setInt32(at + ${4 * index}, ${word}, true);`);
		return `${words.join('')}at += ${label.length};`;
	}

	/** Turns the comma at `start` into the opening bracket, and closes. Without members there is none. */
	#writeBrackets([opening = '', closing = '']: string, start: string): string {
		const [first, last] = [opening.charCodeAt(0), closing.charCodeAt(0)];
		return `if (at === ${start}) at++;${this.#putByte}(${start}, ${first});at = ${this.#putByte}(at, ${last});`;
	}

	/** Code that puts the value in a variable, or returns -1 if it is not of this schema. A kind that the contract does not have is refused. */
	#writeValue(schema: Schema, value: string): string {
		const { def } = (schema as z.core.$ZodTypes)._zod;
		switch (def.type) {
			case 'string':
				return unless(`typeof ${value} === 'string'`) + this.#writeText(schema, def.checks, value);
			case 'number':
				if (!('format' in def && def.format === 'safeint')) return NO;
				return `${unless(`Number.isSafeInteger(${value})`)}at = ${this.#putNumber}(at, ${value});`;
			case 'boolean':
				return `${unless(`typeof ${value} === 'boolean'`)}at = ${this.#putJson}(at, ${value});`;
			case 'enum':
				return `${unless(`${this.#keep(new Set(Object.values(def.entries)))}.has(${value})`)}at = ${this.#putText}(at, ${value});`;
			case 'array':
				return this.#writeList(def.element as Schema, value);
			case 'object':
				return `at = ${this.nameOf(schema)}(at, ${value});if (at < 0) ${NO}`;
			case 'union':
				return 'discriminator' in def ? this.#writeChoice(def as z.core.$ZodDiscriminatedUnionDef, value) : NO;
			case 'custom':
				return `${this.#writeRefinement(schema as unknown as AnyCheck, value)}at = ${this.#putJson}(at, ${value});`;
			default:
				return NO;
		}
	}

	#writeText(schema: Schema, checks: readonly AnyCheck[] = [], value: string): string {
		const putChecked = this.#putChecked.get(schema);
		if (putChecked !== undefined) return `at = ${putChecked}(at, ${value});if (at < 0) ${NO}`;
		const tests = checks.map((check) => this.#writeRefinement(check, value)).join('');
		return `${tests}at = ${this.#putText}(at, ${value});`;
	}

	#writeList(element: Schema, value: string): string {
		const item = `at = ${this.#putByte}(at, ${','.charCodeAt(0)});const item = ${value}[i];${this.#writeValue(element, 'item')}`;
		return `${unless(`Array.isArray(${value})`)}const first = at;for (let i = 0; i < ${value}.length; i++) {${item}}${this.#writeBrackets('[]', 'first')}`;
	}

	#writeChoice({ options, discriminator }: z.core.$ZodDiscriminatedUnionDef, value: string): string {
		const branches = (options as readonly Schema[]).map((option) => {
			const values = this.#keep(option._zod.propValues?.[discriminator] ?? new Set());
			return `if (${values}.has(${value}?.[${JSON.stringify(discriminator)}])) {${this.#writeValue(option, value)}}`;
		});
		return `${branches.join(' else ')} else ${NO}`;
	}

	#writeRefinement({ _zod }: AnyCheck, value: string): string {
		const { check, minimum, pattern, fn } = _zod.def as CheckDef; // All fields are optional, so any check is one.
		if (check === 'min_length' && minimum === 1) return unless(`${value} !== ''`);
		if (check === 'string_format' && pattern?.global === false) return unless(`${this.#keep(pattern)}.test(${value})`);
		return check === 'custom' && fn !== undefined ? unless(`${this.#keep(fn)}(${value}) === true`) : NO;
	}

	#keep(value: unknown): string {
		return `c${this.constants.push(value) - 1}`;
	}
}

type AnyCheck = z.core.$ZodCheck<never>;

/** The part of a check that is read here; which fields there are depends on its kind. */
interface CheckDef {
	readonly check?: string;
	readonly minimum?: unknown;
	readonly pattern?: RegExp;
	readonly fn?: unknown;
}

function unless(condition: string): string {
	return `if (!(${condition})) ${NO}`;
}
