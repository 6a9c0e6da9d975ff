/** Writes the code of a yes-or-no check from a schema. */

import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;

const NO = 'return false;';

/** Writes a function for each schema of an object. Names of fields are written as JSON, so none can become code. */
export class CheckWriter {
	readonly functions: string[] = [];
	/** What can't be written as text: sets, expressions, and functions of the schema. */
	readonly constants: unknown[] = [];
	readonly #names = new Map<Schema, string>();

	/** The name of the function for an object, which is written on first use. */
	nameOf(schema: Schema): string {
		const known = this.#names.get(schema);
		if (known !== undefined) return known;
		const name = `check${this.#names.size}`;
		this.#names.set(schema, name);
		this.functions.push(`function ${name}(v) {\n${this.#writeBody(schema)}\nreturn true;\n}`);
		return name;
	}

	#writeBody(schema: Schema): string {
		const { def } = (schema as z.core.$ZodObject)._zod; // #write() calls this for objects only.
		const { shape, catchall, checks = [] } = def;
		const names = Object.keys(shape).map((name) => JSON.stringify(name));
		const fields = names.map((name, index) => `const f${index} = v[${name}];`);
		const tests = Object.values(shape).map((field, index) => this.#write(field, `f${index}`));
		const isOpen = catchall?._zod.def.type === 'unknown';
		const isStrange = names.map((name) => `k !== ${name}`).join(' && ');
		return [
			unless("typeof v === 'object' && v !== null && !Array.isArray(v)"),
			...fields,
			...tests,
			isOpen ? '' : `for (const k in v) if (${isStrange}) ${NO}`,
			...checks.map((check) => this.#writeRefinement(check, 'v')),
		].join('\n');
	}

	/** Code that returns false if the value in a variable is not of this schema. A kind of schema that the contract does not have is always refused. */
	#write(schema: Schema, value: string): string {
		const { def } = (schema as z.core.$ZodTypes)._zod; // Every schema is one of them.
		switch (def.type) {
			case 'string':
				return unless(`typeof ${value} === 'string'`) + this.#writeRefinements(def.checks, value);
			case 'number':
				return 'format' in def && def.format === 'safeint' ? unless(`Number.isSafeInteger(${value})`) : NO;
			case 'boolean':
				return unless(`typeof ${value} === 'boolean'`);
			case 'enum':
				return unless(`${this.#keep(new Set(Object.values(def.entries)))}.has(${value})`);
			case 'optional':
				return `if (${value} !== undefined) {${this.#write(def.innerType as Schema, value)}}`;
			case 'array':
				return `${unless(`Array.isArray(${value})`)}for (let i = 0; i < ${value}.length; i++) {const item = ${value}[i];${this.#write(def.element as Schema, 'item')}}`;
			case 'object':
				return unless(`${this.nameOf(schema)}(${value})`);
			case 'union':
				return 'discriminator' in def ? this.#writeChoice(def as z.core.$ZodDiscriminatedUnionDef, value) : NO;
			case 'custom':
				return this.#writeRefinement(schema as unknown as AnyCheck, value);
			default:
				return NO;
		}
	}

	#writeChoice({ options, discriminator }: z.core.$ZodDiscriminatedUnionDef, value: string): string {
		const branches = (options as readonly Schema[]).map((option) => {
			const values = this.#keep(option._zod.propValues?.[discriminator] ?? new Set());
			return `if (${values}.has(${value}?.[${JSON.stringify(discriminator)}])) {${this.#write(option, value)}}`;
		});
		return `${branches.join(' else ')} else ${NO}`;
	}

	#writeRefinements(checks: readonly AnyCheck[] | undefined, value: string): string {
		return (checks ?? []).map((check) => this.#writeRefinement(check, value)).join('');
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
