import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadGateway } from '../../src/settings/load-configuration.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const SECRET = 'https://hooks.example/T0K3N';

describe('gateway.alerts', () => {
	afterEach(removeTemporaryFolders);

	function aFile(content: string): string {
		const file = join(temporaryFolder(), 'file');
		writeFileSync(file, content);
		return file;
	}
	const load = (alerts: unknown, environment: Record<string, string> = {}) =>
		loadGateway({
			environment,
			...(alerts === undefined ? {} : { configFile: aFile(JSON.stringify({ gateway: { alerts } })) }),
		}).alerts;
	function refusal(alerts: unknown, environment: Record<string, string> = {}): string {
		try {
			load(alerts, environment);
		} catch (error) {
			return (error as Error).message;
		}
		return '';
	}

	it('watches by all rules and posts nowhere unless told', () => {
		expect(load(undefined)).to.deep.equal({
			webhook: undefined,
			format: 'full',
			rules: {
				pixel_held: { seconds: 60 },
				near_expiry: { hours: 24 },
				dead_letters: { count: 10, percent: 1 },
				click_share: { below: 0.5, above: 0.75, hours: 3, minAccepted: 100 },
			},
		});
	});

	it('takes other numbers for a rule, and none of it', () => {
		const { rules } = load({ rules: { dead_letters: { count: 50 }, click_share: false } });

		expect([rules.dead_letters, rules.click_share]).to.deep.equal([{ count: 50, percent: 1 }, false]);
	});

	it('takes the address from the file, from the environment over it, and from a file of its own', () => {
		const own = { OPENAI_ADS_ALERTS_WEBHOOK: SECRET };
		const file = aFile(`${SECRET}\n`);

		expect(load({ webhook: SECRET, format: 'slack' })).to.include({ webhook: SECRET, format: 'slack' });
		expect(load({ webhook: 'https://other.example', format: 'slack' }, own)).to.include({
			webhook: SECRET,
			format: 'slack',
		});
		expect(load({ webhookFile: file }).webhook).to.equal(SECRET);
		expect(load({ webhookFile: '/nowhere' }, own).webhook).to.equal(SECRET);
		expect(load(undefined, { OPENAI_ADS_ALERTS_WEBHOOK_FILE: file }).webhook).to.equal(SECRET);
		expect(load(undefined, { OPENAI_ADS_ALERTS_WEBHOOK: 'http://127.0.0.1:9/x' }).webhook).to.include('127.0.0.1');
	});

	for (const [what, webhook] of [
		['plain http to another machine', 'http://hooks.example/T0K3N'],
		['a user and a password', 'https://me:T0K3N@hooks.example/'],
		['another scheme', 'ftp://hooks.example/T0K3N'],
		['no URL', 'T0K3N'],
		['a long one', `https://hooks.example/T0K3N${'x'.repeat(2000)}`],
	] as const) {
		it(`refuses ${what}, in the configuration and in a file, and shows nobody what it was`, () => {
			const messages = [
				refusal({ webhook }),
				refusal(undefined, { OPENAI_ADS_ALERTS_WEBHOOK: webhook }),
				refusal({ webhookFile: aFile(webhook) }),
			];

			for (const message of messages) {
				expect(message).to.match(/^gateway\.alerts\.webhook(File)?: expected .*https/);
				expect(message).not.to.include('T0K3N');
			}
		});
	}

	it('refuses an unknown rule and an unknown number, with the right name', () => {
		expect(refusal({ rules: { pixel_hold: false } })).to.include('gateway.alerts.rules.pixel_held');
		expect(refusal({ rules: { dead_letters: { cuont: 5 } } })).to.include('count');
		expect(refusal('https://hooks.example')).to.include('gateway.alerts: expected object');
	});
});
