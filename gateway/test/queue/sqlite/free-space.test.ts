import { expect } from 'chai';
import type { DiskSpace } from '../../../src/disk-space.js';
import { QueueFull } from '../../../src/queue/queue-errors.js';
import { createSpaceCheck } from '../../../src/queue/sqlite/free-space.js';

const MB = 1024 * 1024;

describe('createSpaceCheck', () => {
	let nowMs: number;
	let space: DiskSpace;

	const create = (minFreeBytes: number) =>
		createSpaceCheck(
			'.',
			minFreeBytes,
			() => nowMs,
			() => space,
		);
	const takes = (check: (bytes: number) => void, bytes = 0) => {
		try {
			check(bytes);
			return true;
		} catch (error) {
			expect(error).to.be.instanceOf(QueueFull);
			return false;
		}
	};

	beforeEach(() => {
		nowMs = 0;
		space = { freeBytes: 300 * MB, totalBytes: 100_000 * MB };
	});

	it('takes events as long as they leave the bound free, with all that is written for them', () => {
		const check = create(200 * MB);

		expect([takes(check, 25 * MB), takes(check, 1)]).to.deep.equal([true, false]);
	});

	it('reads the free space again after a second', () => {
		const check = create(200 * MB);
		space = { ...space, freeBytes: 100 * MB };
		const before = takes(check);
		space = { ...space, freeBytes: 300 * MB };
		nowMs = 999;
		const soon = takes(check);
		nowMs = 1000;

		expect([before, soon, takes(check)]).to.deep.equal([false, false, true]);
	});

	it('keeps a twentieth of a small disk free, or no event would ever be taken', () => {
		space = { freeBytes: 10 * MB, totalBytes: 12 * MB };
		const check = create(200 * MB);

		expect([takes(check, MB), takes(check, 2 * MB)]).to.deep.equal([true, false]);
	});

	it('takes everything while it is off', () => {
		space = { freeBytes: 0, totalBytes: MB };

		expect(takes(create(0), MB)).to.equal(true);
	});
});
