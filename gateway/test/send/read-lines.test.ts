import { expect } from 'chai';
import { type Line, type LineOptions, readLines } from '../../src/send/read-lines.js';
import { toSlices } from '../../src/send/slices.js';

async function* chunksOf(...texts: (string | Buffer)[]): AsyncGenerator<Buffer> {
	for (const text of texts) yield Buffer.from(text as string);
}

describe('readLines', () => {
	async function read(
		chunks: AsyncIterable<Buffer>,
		options: LineOptions = {},
	): Promise<[number, string | undefined][]> {
		const lines: Line[] = [];
		for await (const some of readLines(chunks, options)) lines.push(...some);
		return lines.map(({ number, text }) => [number, text]);
	}

	it('joins lines that are spread over chunks, and takes a last line without a line end', async () => {
		expect(await read(chunksOf('a', 'b\nc', 'd'))).to.deep.equal([
			[1, 'ab'],
			[2, 'cd'],
		]);
	});

	it('does not break characters that are spread over chunks', async () => {
		const bytes = Buffer.from('"ü"\n');

		expect(await read(chunksOf(bytes.subarray(0, 2), bytes.subarray(2)))).to.deep.equal([[1, '"ü"']]);
	});

	it('drops a byte order mark, carriage returns and empty lines, but counts empty lines', async () => {
		expect(await read(chunksOf('\ufeffa\r\n\r\n  \nb\n'))).to.deep.equal([
			[1, 'a'],
			[4, 'b'],
		]);
	});

	it('counts with a line the empty ones before it, since their bytes may wait with it', async () => {
		const sizes: number[] = [];

		for await (const lines of readLines(chunksOf('aa\n\n    \nb', '\n')))
			sizes.push(...lines.map(({ sizeBytes }) => sizeBytes));

		expect(sizes).to.deep.equal([2, 7]);
	});

	it('gives no text for a line that is too long, and continues after it', async () => {
		expect(await read(chunksOf('aaaa', 'aaaa\nbb\n'), { maxLineBytes: 5 })).to.deep.equal([
			[1, undefined],
			[2, 'bb'],
		]);
	});

	it('leaves out a possibly incomplete last line if the stream was cut on purpose', async () => {
		expect(await read(chunksOf('{"a":1}\n{"b":'), { isCut: () => true })).to.deep.equal([[1, '{"a":1}']]);
	});

	it('holds no more than the limit if a line does not end', async () => {
		async function* endless(): AsyncGenerator<Buffer> {
			for (let i = 0; i < 500; i++) yield Buffer.alloc(1 << 20, 'a');
		}

		const lines = await read(endless(), { maxLineBytes: 1 << 20 });

		expect(lines).to.deep.equal([[1, undefined]]);
	});
});

describe('toSlices', () => {
	async function slice(maxLines: number, maxBytes: number): Promise<(string | undefined)[][]> {
		const slices: (string | undefined)[][] = [];
		const lines = readLines(chunksOf('aa\nbb\ncc\ndd\nee'));
		for await (const some of toSlices(lines, { maxLines, maxBytes })) slices.push(some.map(({ text }) => text));
		return slices;
	}

	it('cuts by lines', async () => {
		expect(await slice(2, 1000)).to.deep.equal([['aa', 'bb'], ['cc', 'dd'], ['ee']]);
	});

	it('cuts by bytes', async () => {
		expect(await slice(1000, 5)).to.deep.equal([
			['aa', 'bb', 'cc'],
			['dd', 'ee'],
		]);
	});
});
