import { expect } from 'chai';
import { MinuteLog } from '../../src/worker/minute-log.js';

describe('MinuteLog', () => {
	let nowMs: number;
	let printed: string[];
	let log: MinuteLog;

	beforeEach(() => {
		nowMs = 0;
		printed = [];
		log = new MinuteLog(() => nowMs);
	});

	const say = (cause: string, count = 1) => log.say(cause, count, (total) => printed.push(`${cause} ${total}`));

	it('prints each cause at once', () => {
		say('a');
		say('b');

		expect(printed).to.deep.equal(['a 1', 'b 1']);
	});

	it('prints a cause once a minute, with everything counted since', () => {
		say('a');
		say('a', 2);
		say('a', 3);
		nowMs = 60_000;

		log.flush();

		expect(printed).to.deep.equal(['a 1', 'a 5']);
	});

	it('prints the rest at the end', () => {
		say('a');
		say('a');

		log.flush(true);

		expect(printed).to.deep.equal(['a 1', 'a 1']);
	});

	it('prints nothing when nothing happened since', () => {
		say('a');
		nowMs = 60_000;

		log.flush();

		expect(printed).to.deep.equal(['a 1']);
	});
});
