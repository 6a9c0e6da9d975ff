import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { readEvents } from '../../src/send/read-events.js';

describe('readEvents', () => {
	async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
		for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
	}
	async function read(bytes: Buffer, chunkSize = 3, maxLineBytes = 1000): Promise<[number, string | undefined][]> {
		const found: [number, string | undefined][] = [];
		for await (const lines of readEvents(chunksOf(bytes, chunkSize), { maxLineBytes }))
			found.push(...lines.map(({ number, text }): [number, string | undefined] => [number, text]));
		return found;
	}
	const expected = [
		[1, '{"a":"x,]}\\"","b":[1,{"c":2}]}'],
		[2, '7'],
		[3, '{"d":4}'],
	];
	const array = Buffer.from('\ufeff [{"a":"x,]}\\"","b":[1,{"c":2}]} ,\n 7,{"d":4}]\n');
	const lines = Buffer.from('{"a":"x,]}\\"","b":[1,{"c":2}]}\n7\n{"d":4}');

	for (const [name, bytes] of [
		['NDJSON', lines],
		['a JSON array', array],
		['gzipped NDJSON', gzipSync(lines)],
		['a gzipped JSON array', gzipSync(array)],
		['gzip of several members', Buffer.concat([gzipSync(lines.subarray(0, 20)), gzipSync(lines.subarray(20))])],
	] as const) {
		for (const chunkSize of [1, 3, 1000]) {
			it(`reads ${name} in chunks of ${chunkSize}`, async () => {
				expect(await read(bytes, chunkSize)).to.deep.equal(expected);
			});
		}
	}

	it('reads nothing from an empty input, white space, and an empty array', async () => {
		for (const text of ['', ' \n\n', '[]', ' [ \n ] ']) expect(await read(Buffer.from(text))).to.deep.equal([]);
	});

	it('gives no text for an element that is too long, and continues after it', async () => {
		const text = `[{"a":"${'x'.repeat(200)}"},{"b":1}]`;

		expect(await read(Buffer.from(text), 7, 100)).to.deep.equal([
			[1, undefined],
			[2, '{"b":1}'],
		]);
	});

	it('gives what it has of an array that is cut off, so that its last element is not taken for whole', async () => {
		expect(await read(Buffer.from('[{"a":1},{"b":'))).to.deep.equal([
			[1, '{"a":1}'],
			[2, '{"b":'],
		]);
	});

	it('gives what follows the array as an element of its own', async () => {
		expect(await read(Buffer.from('[1] nonsense'))).to.deep.equal([
			[1, '1'],
			[2, 'nonsense'],
		]);
	});

	it('rejects gzip that is damaged', async () => {
		const damaged = gzipSync(lines);
		damaged.fill(0xff, 12, 20);

		const error = await read(damaged).catch((error: NodeJS.ErrnoException) => error);

		expect((error as NodeJS.ErrnoException).code).to.match(/^Z_/);
	});

	it('holds no more than the limit if an element does not end', async () => {
		async function* endless(): AsyncGenerator<Buffer> {
			yield Buffer.from('[{"a":"');
			for (let count = 0; count < 300; count++) yield Buffer.alloc(1 << 20, 'x');
		}
		const texts: (string | undefined)[] = [];

		for await (const lines of readEvents(endless(), { maxLineBytes: 1 << 20 }))
			texts.push(...lines.map(({ text }) => text));

		expect(texts).to.deep.equal([undefined]);
	});
});
