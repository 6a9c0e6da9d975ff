import { expect } from 'chai';
import { EventStream, type EventsFrame, MAX_BUFFER_BYTES, MAX_FRAME } from '../../src/inspector/event-stream.js';
import { MAX_CLIENTS, StreamHub } from '../../src/inspector/stream-hub.js';
import { StoryBook } from '../../src/stories/story-book.js';
import { Totals } from '../../src/stories/totals.js';
import { NOW } from '../a-batch-item.js';
import { A_PIXEL } from '../operate/an-operator.js';
import { aStart, WAITING } from '../stories/a-story.js';

function aSink() {
	const texts: string[] = [];
	const state = { buffered: 0 };
	const read = (event: string) =>
		texts
			.filter((text) => text.startsWith(`event: ${event}\n`))
			.map((text) => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? ''));
	return {
		sink: { write: (text: string) => void texts.push(text), bufferedBytes: () => state.buffered },
		frames: () => read('events') as EventsFrame[],
		read,
		texts,
		state,
	};
}

describe('EventStream', () => {
	it('sends a story that changed twice once, in a frame that names its last change', () => {
		const book = new StoryBook({ startMs: NOW });
		const { sink, frames, texts } = aSink();
		const stream = new EventStream(sink, () => true, book.newest);
		book.onStory((story) => stream.add(story));
		const story = book.begin(aStart(), WAITING);
		book.change(story, { outcome: 'accepted' });

		stream.flush();
		stream.flush();

		expect(frames().map(({ events }) => events.map(({ outcome }) => outcome))).to.deep.equal([['accepted']]);
		expect(texts[0]).to.contain(`id: ${story.changed}\n`);
	});

	it('counts what a frame has no room for', () => {
		const book = new StoryBook({ startMs: NOW });
		const { sink, frames } = aSink();
		const stream = new EventStream(sink, ({ id }) => id !== 'other', book.newest);
		book.onStory((story) => stream.add(story));
		for (let n = 0; n < MAX_FRAME + 7; n++) book.begin(aStart({ id: String(n) }), WAITING);
		book.begin(aStart({ id: 'other' }), WAITING);

		stream.flush();

		expect(frames().map(({ events, more }) => [events.length, more])).to.deep.equal([[MAX_FRAME, 7]]);
	});

	it('drops frames of a slow client, and tells it how many', () => {
		const book = new StoryBook({ startMs: NOW });
		const { sink, frames, state } = aSink();
		const stream = new EventStream(sink, () => true, book.newest);
		book.onStory((story) => stream.add(story));
		const next = () => {
			book.begin(aStart(), WAITING);
			stream.flush();
		};

		state.buffered = MAX_BUFFER_BYTES;
		for (let n = 0; n < 3; n++) next();
		state.buffered = 0;
		next();
		next();

		expect(frames().map(({ more, dropped }) => [more, dropped])).to.deep.equal([
			[3, 3],
			[0, 0],
		]);
	});

	it('sends a client that comes back what it missed, at most ten frames', () => {
		const book = new StoryBook({ startMs: NOW });
		const { sink, frames } = aSink();
		const [first] = Array.from({ length: 500 }, (_, n) => book.begin(aStart({ id: String(n) }), WAITING));

		new EventStream(sink, () => true, book.newest).resume(book, first?.seq ?? 0);

		expect(frames()).to.have.lengthOf(10);
		expect(
			frames()
				.flatMap(({ events }) => events)
				.at(-1)?.id,
		).to.equal('499');
		expect(frames()[0]?.more).to.equal(99);
	});
});

describe('StreamHub', () => {
	function aHub(readPixels = async () => [A_PIXEL]) {
		const book = new StoryBook({ startMs: NOW });
		const hub = new StreamHub({
			book,
			totals: new Totals(book),
			readPixels,
			refresh: async () => {},
			nowMs: () => NOW,
		});
		const client = () => {
			const sink = aSink();
			return { ...sink, leave: hub.add({ sink: sink.sink, isMeant: () => true }) };
		};
		const ticks = (count: number) => {
			for (let n = 0; n < count; n++) hub.tick();
		};
		return { book, hub, client, ticks };
	}
	const settled = () => new Promise((resolve) => setImmediate(resolve));

	it('tells counts each second, of all and of the last second', () => {
		const { book, client, ticks } = aHub();
		const { read } = client();
		book.change(book.begin(aStart(), WAITING), { outcome: 'accepted' });

		ticks(8);

		expect(
			read('counts').map(({ received, accepted, perSecond }) => [received, accepted, perSecond.accepted]),
		).to.deep.equal([
			[0, 0, 0],
			[1, 1, 1],
			[1, 1, 0],
		]);
	});

	it('tells health at once, and then when it changes', async () => {
		let pixel = A_PIXEL;
		const { client, ticks } = aHub(async () => [pixel]);
		const { read } = client();
		await settled();
		for (const state of ['holding', 'holding', 'sending'] as const) {
			pixel = { ...A_PIXEL, state, waiting: pixel.waiting + 1 };
			ticks(4);
			await settled();
		}

		expect(read('health').map(({ pixels }) => pixels[0].state)).to.deep.equal(['holding', 'sending']);
	});

	it('beats every 15 s', () => {
		const { client, ticks } = aHub();
		const { texts } = client();

		ticks(15 * 4 * 2);

		expect(texts.filter((text) => text.startsWith(':'))).to.have.lengthOf(2);
	});

	it('survives pixels that can not be read', async () => {
		const { client, ticks } = aHub(async () => {
			throw new Error('disk');
		});
		const { read } = client();

		ticks(4);
		await settled();

		expect(read('health')).to.deep.equal([]);
	});

	it('has eight places, and gives one back', () => {
		const { hub, client } = aHub();
		const clients = Array.from({ length: MAX_CLIENTS }, client);
		const wasFull = hub.isFull;

		clients[0]?.leave();

		expect([wasFull, hub.isFull]).to.deep.equal([true, false]);
	});
});
