import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { HttpError } from '../../src/http/http-error.js';
import { BodyReader } from '../../src/http/read-body.js';

const MB = 1024 * 1024;

describe('BodyReader', () => {
	async function* chunksOf(...sizes: number[]): AsyncGenerator<Buffer> {
		for (const size of sizes) yield Buffer.alloc(size, ' ');
	}
	async function* streamOf(body: string | Buffer): AsyncGenerator<Buffer> {
		yield Buffer.from(body);
	}
	/** Reads in a share of its own, which is released afterwards. */
	async function read(reader: BodyReader, stream: AsyncIterable<Buffer>, options = {}) {
		const share = reader.openShare();
		try {
			return (await reader.read(stream, { share, ...options })).json;
		} finally {
			share.release();
		}
	}
	const statusOf = (reading: Promise<unknown>) =>
		reading.then(
			() => 200,
			(error) => error.statusCode,
		);
	const refusalOf = (...call: Parameters<typeof read>): Promise<HttpError> =>
		read(...call).then(
			() => expect.fail('expected a refusal'),
			(error) => error,
		);
	const list = (item: string, count: number) => `[${Array(count).fill(item).join(',')}]`;

	it('puts bodies off while too many bytes are held, and takes them again afterwards', async () => {
		const reader = new BodyReader(1000);
		let finish = () => {};
		async function* slow(): AsyncGenerator<Buffer> {
			yield Buffer.from(`{}${' '.repeat(800)}`);
			await new Promise<void>((resolve) => {
				finish = resolve;
			});
		}

		const first = statusOf(read(reader, slow()));
		const second = await statusOf(read(reader, chunksOf(300)));
		finish();
		const statuses = [await first, second, await statusOf(read(reader, streamOf('{}')))];

		expect(statuses).to.deep.equal([200, 429, 200]);
	});

	it('counts bytes as they inflate, and values as they are made', async () => {
		const bytes = gzipSync(`{}${' '.repeat(5000)}`);

		expect(await statusOf(read(new BodyReader(4000), streamOf(bytes)))).to.equal(429);
		expect(await statusOf(read(new BodyReader(6000), streamOf(bytes)))).to.equal(200);
		expect(await statusOf(read(new BodyReader(6000), streamOf(list('0', 1000))))).to.equal(429);
	});

	it('stops reading at 20 MB', async () => {
		let chunks = 0;
		async function* endless(): AsyncGenerator<Buffer> {
			for (;;) {
				chunks++;
				yield Buffer.alloc(MB);
			}
		}

		const status = await statusOf(read(new BodyReader(), endless()));

		expect([status, chunks]).to.deep.equal([413, 21]);
	});

	it('leaves the stream of a body that it refuses open, so that the refusal can be answered', async () => {
		const stream = Readable.from([Buffer.alloc(600), Buffer.alloc(600), Buffer.alloc(600)]);

		const status = await statusOf(read(new BodyReader(), stream, { limit: { bytes: 1000 } }));

		expect([status, stream.destroyed]).to.deep.equal([413, false]);
	});

	it('stops inflating at the limit of the request, and says which it is', async () => {
		const limit = { bytes: 512 * 1024, reason: ' without a key' };

		const error = await refusalOf(new BodyReader(), streamOf(gzipSync(Buffer.alloc(MB, ' '))), { limit });

		expect([error.statusCode, error.message]).to.deep.equal([
			413,
			'body: expected at most 512 kB, inflated without a key. Send smaller batches.',
		]);
	});

	const batch = (events: string) => `{"batch":${events}}`;
	const bombs: [string, string, string][] = [
		['7 million empty objects', batch(list('{}', 6.9e6)), '5000 events'],
		['7 million numbers', batch(list('0', 6.9e6)), '5000 events'],
		['an event of a million objects', batch(`[{"a":${list('{}', 1e6)}}]`), '512 kB an event'],
		['a list of lists without end', batch('['.repeat(MB)), '500000 values'],
		['40 events of 170,000 objects', batch(list(`{"a":${list('{}', 170_000)}}`, 39)), '500000 values'],
		['many keys side by side', `{${list('"a":0', 1e6).slice(1, -1)}}`, '5000 events'],
		['objects without commas', batch(`[${'{}'.repeat(1e6)}]`), '5000 events'],
	];
	for (const [name, text, bound] of bombs) {
		it(`refuses ${name} before they are made, naming the bound`, async () => {
			const error = await refusalOf(new BodyReader(), streamOf(gzipSync(text, { level: 1 })));

			expect(error.statusCode).to.equal(413);
			expect(error.message).to.include(`expected at most ${bound}`);
		});
	}

	for (const encoding of ['br', 'deflate', 'zstd', 'gzip, br']) {
		it(`refuses a body that ${encoding} has made unreadable with 415`, async () => {
			const stream = streamOf(Buffer.from([0x1b, 0x0a, 0xf8]));

			expect(await statusOf(read(new BodyReader(), stream, { encoding }))).to.equal(415);
		});
	}

	for (const events of [1, 3000]) {
		it(`reads ${events} of an event alike, behind a byte order mark too, and refuses what is cut off`, async () => {
			const text = batch(list('{"event":"Größe [0]","__proto__":{"n":[0]}}', events));

			const plain = await read(new BodyReader(), streamOf(text));
			const marked = await read(new BodyReader(), streamOf(`\ufeff${text}`));
			const cut = await statusOf(read(new BodyReader(), streamOf(text.slice(0, -1))));

			expect([plain, marked]).to.deep.equal([JSON.parse(text), JSON.parse(text)]);
			expect(cut).to.equal(400);
		});
	}

	it('reads JSON whatever its encoding is called', async () => {
		expect(await read(new BodyReader(), streamOf('{"a":1}'), { encoding: 'br' })).to.deep.equal({ a: 1 });
	});
});
