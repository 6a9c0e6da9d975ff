import { expect } from 'chai';
import { MinuteLog } from '../../src/worker/minute-log.js';
import { reportDeadLetters } from '../../src/worker/report.js';
import { createRecordingLog } from '../recording-log.js';

describe('reportDeadLetters', () => {
	const aLetter = (messageId: string) => ({
		key: '1',
		reason: 'rejected',
		detail: 'Refused.',
		messageId,
		requestId: 'req_1',
	});
	function report(...ids: string[]) {
		const log = createRecordingLog();
		reportDeadLetters(log, new MinuteLog(() => 0), ids.map(aLetter));
		return log.lines.map(({ fields }) => fields);
	}

	it('names the message and the request where one event is meant', () => {
		expect(report('m1')).to.deep.equal([
			{ reason: 'rejected', count: 1, detail: 'Refused.', messageId: 'm1', requestId: 'req_1' },
		]);
	});

	it('names none of several', () => {
		expect(report('m1', 'm2')).to.deep.equal([{ reason: 'rejected', count: 2, detail: 'Refused.' }]);
	});

	it('shows no message id that may be an address', () => {
		expect(report('jane@shop.example')[0]).to.include({ messageId: 'a text of 17 characters' });
	});
});
