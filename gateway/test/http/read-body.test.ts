import { expect } from 'chai';
import { BodyReader } from '../../src/http/read-body.js';

describe('BodyReader', () => {
	async function* chunksOf(...sizes: number[]): AsyncGenerator<Buffer> {
		for (const size of sizes) yield Buffer.alloc(size, ' ');
	}
	const statusOf = (read: Promise<unknown>) =>
		read.then(
			() => 200,
			(error) => error.statusCode,
		);

	it('refuses bodies while too many bytes are held, and takes them again afterwards', async () => {
		const reader = new BodyReader(1000);
		let finish = () => {};
		async function* slow(): AsyncGenerator<Buffer> {
			yield Buffer.from(`{}${' '.repeat(800)}`);
			await new Promise<void>((resolve) => {
				finish = resolve;
			});
		}

		const first = statusOf(reader.read(slow()));
		const second = await statusOf(reader.read(chunksOf(300)));
		finish();
		const statuses = [await first, second, await statusOf(reader.read([Buffer.from('{}')] as never))];

		expect(statuses).to.deep.equal([200, 503, 200]);
	});

	it('stops reading at 20 MB', async () => {
		let chunks = 0;
		async function* endless(): AsyncGenerator<Buffer> {
			for (;;) {
				chunks++;
				yield Buffer.alloc(1024 * 1024);
			}
		}

		const status = await statusOf(new BodyReader().read(endless()));

		expect([status, chunks]).to.deep.equal([413, 21]);
	});
});
