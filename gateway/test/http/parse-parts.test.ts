import { expect } from 'chai';
import fc from 'fast-check';
import { JsonOutline } from '../../src/http/json-outline.js';
import { parseParts } from '../../src/http/parse-parts.js';

const NO_LIMITS = { events: 1e9, eventBytes: 1e9, values: 1e9, beside: 1e9 };

describe('parseParts', () => {
	/** Reads in pieces of `size` bytes. */
	async function read(text: string, size = 7, depth?: number): Promise<unknown> {
		const bytes = Buffer.from(text);
		const outline = new JsonOutline(depth === undefined ? undefined : { ...NO_LIMITS, depth });
		for (let at = 0; at < bytes.length; at += size) outline.push(bytes.subarray(at, at + size));
		return parseParts(bytes, outline);
	}
	const statusOf = (text: string) =>
		read(text).then(
			() => 200,
			(error) => error.statusCode,
		);

	const texts = [
		'{"batch":[{"a":[1,{"b":"]}"}]},[2],3,"[0]",null],"sentAt":"now","context":{"page":{"url":"x"},"n":[0]}}',
		'[{"a":{"b":{"c":1}}},[[0]],"x",[]]',
		'{"b\\u0061tch":[{"a":"\\"{["}],"batch":[{"a":2}]}',
		'{"a":{"__proto__":{"b":1}},"__proto__":{"c":{"d":2}}}',
		' [ ] ',
		'"text"',
		'{"é":["ü",{"😀":["ß"]}]}',
	];
	for (const text of texts) {
		it(`gives what JSON.parse gives for ${text}`, async () => {
			expect(await read(text)).to.deep.equal(JSON.parse(text));
		});
	}

	it('gives what JSON.parse gives for any value, in pieces of any size', async () => {
		await fc.assert(
			fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 20 }), async (text, size) => {
				expect(await read(text, size)).to.deep.equal(JSON.parse(text));
			}),
			{ numRuns: 200 },
		);
	});

	it('gives what JSON.parse gives, however deep the events are', async () => {
		await fc.assert(
			fc.asyncProperty(fc.json({ maxDepth: 7 }), fc.integer({ min: 2, max: 7 }), async (text, depth) => {
				expect(await read(text, 7, depth)).to.deep.equal(JSON.parse(text));
			}),
			{ numRuns: 300 },
		);
	});

	for (const text of [
		'',
		'{',
		'{"batch":[{"a":1]}',
		'{"batch":[{"a":1}{"a":1}]}',
		'{"batch":[{a:1}]}',
		']]{',
		'[1,2',
		'{"a":{"b":[}}',
	]) {
		it(`refuses ${text === '' ? 'nothing' : text} with 400`, async () => {
			expect(await statusOf(text)).to.equal(400);
		});
	}

	it('leaves prototypes alone', async () => {
		const body = (await read('{"a":{"__proto__":{"b":1}}}')) as { a: { b?: number } };

		expect(body.a.b).to.equal(undefined);
	});
});
