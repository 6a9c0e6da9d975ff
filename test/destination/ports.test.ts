import { expect } from 'chai';
import { withDefaultPorts } from '../../src/destination/ports.js';

describe('withDefaultPorts', () => {
	it('looks up the global fetch at each call, so that it may be replaced later', async () => {
		const { fetch } = withDefaultPorts();
		const original = globalThis.fetch;
		globalThis.fetch = async () => new Response('replaced');

		const text = await fetch('https://shop.example', {}).then((response) => response.text());

		globalThis.fetch = original;
		expect(text).to.equal('replaced');
	});

	it('calls a logger as the object it is', () => {
		class Recorder {
			readonly lines: string[] = [];
			debug = (message: string) => void this.lines.push(message);
			info(message: string) {
				this.lines.push(message);
			}
			warn(message: string) {
				this.lines.push(message);
			}
			error(message: string) {
				this.lines.push(message);
			}
		}
		const recorder = new Recorder();
		const { logger } = withDefaultPorts({ logger: recorder });

		for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](level, {});

		expect(recorder.lines).to.deep.equal(['debug', 'info', 'warn', 'error']);
	});

	it('is silent and keeps results to itself by default', () => {
		const { logger, onResult } = withDefaultPorts();

		logger.error('nobody listens', {});
		onResult({ outcome: 'accepted', messageId: 'm1', attempts: 1 });
	});
});
