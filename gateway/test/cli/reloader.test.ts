import { expect } from 'chai';
import { startReloader } from '../../src/cli/reloader.js';
import { type GatewayConfiguration, loadGateway } from '../../src/settings/load-configuration.js';
import { StartError } from '../../src/start-error.js';
import { createRecordingLog } from '../recording-log.js';

describe('startReloader', () => {
	const configuration = loadGateway({ environment: {} });
	const nothing = new Map<string, string>();

	function start(load: () => GatewayConfiguration, apply: (next: GatewayConfiguration) => Promise<void>) {
		const log = createRecordingLog();
		const reloader = startReloader(nothing, { load, apply, log });
		reloader.stop();
		return { reloader, log };
	}

	it('applies one configuration after the other, however fast they come', async () => {
		let underWay = 0;
		const most: number[] = [];
		const { reloader } = start(
			() => configuration,
			async () => {
				most.push(++underWay);
				await new Promise(setImmediate);
				underWay--;
			},
		);

		await Promise.all([reloader.reload(), reloader.reload(), reloader.reload()]);

		expect(most).to.deep.equal([1, 1, 1]);
	});

	it('says each mistake in one line, and is ready for the next try', async () => {
		let applied = 0;
		const answers = [new StartError('gateway.port: wrong.\ngateway.host: wrong.'), undefined];
		const { reloader, log } = start(
			() => {
				const error = answers.shift();
				if (error !== undefined) throw error;
				return configuration;
			},
			async () => void applied++,
		);

		await reloader.reload();
		await reloader.reload();

		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([
			['error', { problems: ['gateway.port: wrong.', 'gateway.host: wrong.'] }],
		]);
		expect(applied).to.equal(1);
	});

	it('says that it failed, without what the error says, when nobody foresaw why', async () => {
		const { reloader, log } = start(
			() => configuration,
			async () => {
				throw new Error('unforeseen');
			},
		);

		await reloader.reload();

		expect(log.lines).to.have.length(1);
		expect(log.lines[0]).to.deep.include({ level: 'error' }).and.have.property('message').that.includes('goes on');
	});
});
