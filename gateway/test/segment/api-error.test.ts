import { expect } from 'chai';
import { explainFailure, type FailedRequest } from '../../src/segment/api-error.js';

describe('explainFailure', () => {
	const explain = (failed: Partial<FailedRequest>) =>
		explainFailure({ request: 'PATCH /functions/dfn_1', isWrite: true, cause: 500, detail: '', ...failed }).message;

	it('names the request, what came, what to do, and says that the outcome of a late write is unknown', () => {
		expect(explain({ cause: 'timeout' })).to.equal(
			'PATCH /functions/dfn_1: no answer in time. Check the network, a proxy, and --region. It is not known whether the change was made. Run the command again without --apply to compare.',
		);
	});

	it('names the code of a broken connection', () => {
		expect(explain({ cause: 'network', detail: 'ENOTFOUND' })).to.include('no connection (ENOTFOUND).');
	});

	for (const [cause, isWrite, isKnown] of [
		[413, true, true],
		[422, true, true],
		[500, true, false],
		['unreadable', true, false],
		[500, false, true],
		['timeout', false, true],
	] as const) {
		it(`${isKnown ? 'promises' : 'does not promise'} that ${cause} to a ${isWrite ? 'write' : 'read'} changed nothing`, () => {
			expect(explain({ cause, isWrite }).endsWith(' Nothing was changed.')).to.equal(isKnown);
		});
	}
});
