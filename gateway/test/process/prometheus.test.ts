/** The files for Prometheus and Grafana: names that exist, rules that fire, and a real Prometheus that reads a real gateway. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

const FOLDER = resolve(import.meta.dirname, '../../../integrations/prometheus');
const run = promisify(execFile);
const hasTool = (name: string) =>
	(process.env['PATH'] ?? '').split(delimiter).some((dir) => existsSync(join(dir, name)));
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const skip = (test: Mocha.Context) => {
	console.warn('SKIPPED: Prometheus is not installed (`apt-get install prometheus`), so its rules are not checked.');
	test.skip();
};

describe('integrations/prometheus', () => {
	let gateway: GatewayProcess;
	let adminPort: number;
	let prometheus: ChildProcess | undefined;

	before(async () => {
		adminPort = await freePort();
		const args = ['--sandbox', '--port', '0', '--admin-port', String(adminPort), '--data', temporaryFolder()];
		gateway = await startGatewayProcess(args, {});
	});

	after(async () => {
		prometheus?.kill();
		await gateway.end('SIGTERM');
		removeTemporaryFolders();
	});

	const readMetrics = async () => (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
	const sendOrder = () =>
		fetch(`${gateway.url}/v1/track`, {
			method: 'POST',
			body: JSON.stringify({
				event: 'Order Completed',
				messageId: `order-${Math.random()}`,
				userId: 'jane@shop.example',
				properties: { total: 5, currency: 'USD', email: 'jane@shop.example' },
				context: { page: { url: 'https://shop.example/?oppref=the-click' }, ip: '203.0.113.9' },
			}),
		});

	for (const file of ['alerts.yml', 'dashboard.json']) {
		it(`name only metrics that there are: ${file}`, async () => {
			const told = new Set([...(await readMetrics()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));

			const named = [...read(file).matchAll(/\b(?:openai_ads|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
			const unknown = named.filter((name) => !told.has(name) && !told.has(name.replace(/_(?:bucket|sum|count)$/, '')));

			expect(named).to.have.length.greaterThan(10);
			expect(unknown).to.deep.equal([]);
		});
	}

	it('say with each alert what happened and what to do', () => {
		const rules = read('alerts.yml').split('- alert:').slice(1);

		const silent = rules.filter((rule) => !/summary: \S/.test(rule) || !/action: \S/.test(rule));

		expect(rules).to.have.length.greaterThan(10);
		expect(silent).to.deep.equal([]);
	});

	it('are metrics in the form that Prometheus wants, and hold nothing of the events', async function () {
		if (!hasTool('promtool')) return skip(this);
		await sendOrder();
		const metrics = await readMetrics();
		const check = run('promtool', ['check', 'metrics']);
		check.child.stdin?.end(metrics);

		expect((await check).stdout).to.equal('');
		expect(metrics).to.match(/openai_ads_events_accepted_total\{pixel="default",type="order_created"\} [1-9]/);
		expect(metrics).not.to.match(/jane|shop\.example|the-click|203\.0|order-0/);
	});

	it('are rules that promtool finds right, and that fire when they should', async function () {
		if (!hasTool('promtool')) return skip(this);

		const { stdout } = await run('promtool', ['check', 'rules', 'alerts.yml'], { cwd: FOLDER });
		const tests = await run('promtool', ['test', 'rules', 'alerts.test.yml', 'alerts-week.test.yml'], { cwd: FOLDER });

		expect(stdout).to.include('SUCCESS');
		expect(tests.stdout).to.include('SUCCESS');
	});

	it('let a real Prometheus read the gateway and evaluate every rule', async function () {
		if (!hasTool('prometheus')) return skip(this);
		this.timeout(60_000);
		const url = await startPrometheus();
		await sendOrder();
		const query = async (path: string) => (await (await fetch(`${url}/api/v1/${path}`)).json()) as { data: never };

		await until('the order is delivered, as Prometheus sees it', async () => {
			const { data } = await query('query?query=openai_ads_events_delivered_total{verdict="attributable"}').catch(
				() => ({ data: {} as { result?: [{ value: [number, string] }] } }),
			);
			const [first] = (data as { result?: { value: [number, string] }[] }).result ?? [];
			return Number(first?.value[1] ?? 0) >= 1;
		});
		type Rules = { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
		const readRules = async () => ((await query('rules')).data as Rules).groups.flatMap(({ rules }) => rules);
		await until('every rule was evaluated', async () =>
			(await readRules()).every(({ health }) => health !== 'unknown'),
		);

		const rules = await readRules();
		expect(rules).to.have.length.greaterThan(10);
		expect(rules.filter(({ health }) => health !== 'ok')).to.deep.equal([]);
	});

	async function startPrometheus(): Promise<string> {
		const folder = temporaryFolder();
		const port = await freePort();
		const config = {
			global: { scrape_interval: '1s', evaluation_interval: '1s' },
			rule_files: [join(FOLDER, 'alerts.yml')],
			scrape_configs: [{ job_name: 'openai-ads', static_configs: [{ targets: [`127.0.0.1:${adminPort}`] }] }],
		};
		const file = join(folder, 'prometheus.yml');
		writeFileSync(file, JSON.stringify(config)); // JSON is YAML.
		const args = [
			`--config.file=${file}`,
			`--storage.tsdb.path=${folder}/data`,
			`--web.listen-address=127.0.0.1:${port}`,
		];
		prometheus = spawn('prometheus', args, { stdio: 'ignore' });
		await once(prometheus, 'spawn');
		const url = `http://127.0.0.1:${port}`;
		await until('Prometheus is ready', () =>
			fetch(`${url}/-/ready`).then(
				({ ok }) => ok,
				() => false,
			),
		);
		return url;
	}
});
