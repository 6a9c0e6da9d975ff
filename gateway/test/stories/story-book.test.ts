import { expect } from 'chai';
import { toMark } from '../../src/stories/identity.js';
import { MAX_STEPS, StoryBook } from '../../src/stories/story-book.js';
import { NOW } from '../a-batch-item.js';
import { aStart, WAITING } from './a-story.js';

describe('StoryBook', () => {
	const aBook = (bounds = {}) => new StoryBook({ startMs: NOW, ...bounds });

	it('keeps the newest stories, newest first', () => {
		const book = aBook({ maxStories: 3 });
		for (const id of ['1', '2', '3', '4', '5']) book.begin(aStart({ id, identity: id }), WAITING);

		expect([...book.newestFirst()].map(({ id }) => id)).to.deep.equal(['5', '4', '3']);
		expect([book.findQueued('1'), book.findQueued('5')?.id]).to.deep.equal([undefined, '5']);
	});

	it('keeps no more bytes than it may, also when stories grow', () => {
		const book = aBook({ maxBytes: 20_000 });
		const stories = Array.from({ length: 100 }, (_, index) => book.begin(aStart({ id: String(index) }), WAITING));
		const last = stories.at(-1);
		const full = book.size.stories;

		if (last !== undefined) book.change(last, { detail: 'x'.repeat(5000) });

		expect(full).to.be.within(2, 99);
		expect(book.size.stories).to.be.below(full);
		expect(book.size.bytes).to.be.at.most(20_000);
	});

	it('keeps a bounded number of steps: the first and the last', () => {
		const book = aBook();
		const story = book.begin(aStart(), WAITING);
		for (let n = 0; n < 100; n++) {
			book.change(story, { steps: [...story.steps, { atMs: n, what: 'retrying' }] });
		}

		expect(story.steps).to.have.lengthOf(MAX_STEPS);
		expect([story.steps[0]?.atMs, story.steps.at(-1)?.atMs]).to.deep.equal([0, 99]);
	});

	it('numbers stories so that numbers grow over restarts', () => {
		const first = aBook().begin(aStart(), WAITING);
		const later = new StoryBook({ startMs: NOW + 1 }).begin(aStart(), WAITING);

		expect(later.seq).to.be.above(first.seq);
		expect(Number.isSafeInteger(later.seq)).to.equal(true);
	});

	it('tells listeners of what began and changed, and of the outcome before', () => {
		const told: unknown[] = [];
		const book = aBook();
		const stop = book.onStory(({ outcome }, before) => told.push([before, outcome]));
		const story = book.begin(aStart(), WAITING);
		book.change(story, { outcome: 'accepted' });
		stop();
		book.change(story, { outcome: 'discarded' });

		expect(told).to.deep.equal([
			[undefined, 'waiting'],
			['waiting', 'accepted'],
		]);
	});

	it('forgets the stories of a person, of one pixel or of all, and none of others', () => {
		const [jane, joe] = ['a'.repeat(64), 'b'.repeat(64)].map(toMark) as [number, number];
		const book = aBook();
		for (const pixelId of ['p1', 'p2'])
			for (const mark of [jane, joe]) book.begin(aStart({ pixelId, marks: [mark] }), WAITING);

		expect(book.forget(new Set([jane]), 'p1')).to.equal(1);
		expect(book.forget(new Set([jane]))).to.equal(1);
		expect([...book.newestFirst()].map(({ marks }) => marks)).to.deep.equal([[joe], [joe]]);
	});
});
