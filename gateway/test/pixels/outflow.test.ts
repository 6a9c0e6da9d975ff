import { expect } from 'chai';
import { Outflow } from '../../src/pixels/outflow.js';
import { NOW } from '../a-batch-item.js';

describe('Outflow', () => {
	function anOutflow() {
		const clock = { ms: 5000 };
		const outflow = new Outflow({ nowMs: () => NOW + clock.ms, monotonicMs: () => clock.ms });
		return { outflow, clock };
	}

	it('tells events a second of the last ten seconds', () => {
		const { outflow, clock } = anOutflow();
		outflow.accepted(30);
		clock.ms += 4000;
		outflow.accepted(20);
		const rates = [outflow.read().outPerSecond];
		clock.ms += 6000;
		rates.push(outflow.read().outPerSecond);
		clock.ms += 60_000;
		rates.push(outflow.read().outPerSecond);

		expect(rates).to.deep.equal([5, 2, 0]);
	});

	it('tells the last answer, and that none came', async () => {
		const { outflow, clock } = anOutflow();
		const before = outflow.read().lastAnswer;
		await outflow.watch(async () => new Response('', { status: 503 }))('https://openai.example', {} as never);
		const refused = outflow.read().lastAnswer;
		clock.ms += 1000;
		const broken = async () => {
			throw new TypeError('reset');
		};
		const failure = await outflow
			.watch(broken)('https://openai.example', {} as never)
			.catch((error: unknown) => error);

		expect(before).to.equal(undefined);
		expect(refused).to.deep.equal({ atMs: NOW + 5000, status: 503 });
		expect(outflow.read().lastAnswer).to.deep.equal({ atMs: NOW + 6000 });
		expect(failure).to.be.instanceOf(TypeError);
	});
});
