/** The files for nginx, Caddy and systemd, judged by those programs; and both web servers in front of a gateway. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { expect } from 'chai';
import { findTool } from '../find-tool.js';
import { freePort } from '../free-port.js';
import { type GatewayProcess, startGatewayProcess, until } from '../process/gateway-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { INTEGRATIONS, needTool, run } from './tools.js';

const TOKEN = 'a-token-of-this-test';
/** What a browser says of itself. */
const CLAIMED = '81.2.69.142';
const read = (name: string) => readFileSync(join(INTEGRATIONS, name), 'utf8');

describe('integrations for web servers and systemd', () => {
	let gateway: GatewayProcess | undefined;
	let server: ChildProcess | undefined;

	afterEach(async () => {
		if (server !== undefined) await stop(server);
		await gateway?.end('SIGTERM');
		[server, gateway] = [undefined, undefined];
		removeTemporaryFolders();
	});

	it('have a unit that systemd finds right, and little exposed', async function () {
		const analyze = needTool(this, 'systemd-analyze', 'systemd');
		const unit = join(temporaryFolder(), 'openai-ads.service');
		// The program and the clone are elsewhere on this machine.
		writeFileSync(
			unit,
			read('systemd/openai-ads.service')
				.replaceAll('/usr/bin/node', process.execPath)
				.replaceAll('/opt/openai-ads-destination', join(INTEGRATIONS, '..')),
		);

		const verified = await run(analyze, ['verify', unit]);
		const judged = await run(analyze, ['security', '--offline=yes', '--threshold=20', unit]);

		expect(verified.stderr).to.equal('');
		expect(judged.stdout).to.match(/exposure level for openai-ads\.service: 1\.\d OK/);
	});

	it('have a site for nginx that it finds right, and that passes events on with the address of the connection', async function () {
		const nginx = needTool(this, 'nginx', 'nginx');
		this.timeout(60_000);
		const folder = temporaryFolder();
		const port = await freePort();
		const ports = await startGateway();
		await makeCertificate(this, folder);
		const site = read('nginx/openai-ads.conf')
			.replaceAll('/etc/ssl/events.shop.example', folder)
			.replaceAll('/var/log/nginx', folder)
			.replaceAll('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
			.replaceAll('\tlisten [::]:443 ssl;\n', '')
			.replaceAll('allow 10.0.0.0/8', 'allow 127.0.0.1')
			.replaceAll(':8787', `:${ports.events}`)
			.replaceAll(':8789', `:${ports.admin}`);
		const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
			.map((name) => `${name}_temp_path ${folder}/${name};`)
			.join('\n');
		const config = join(folder, 'nginx.conf');
		writeFileSync(
			config,
			`daemon off; pid ${folder}/pid; error_log stderr warn;\nevents {}\nhttp {\n${temporary}\n${site}\n}\n`,
		);

		const { stderr } = await run(nginx, ['-t', '-c', config, '-p', folder]);
		expect(stderr).to.include('test is successful').and.not.include('[warn]');

		server = spawn(nginx, ['-c', config, '-p', folder], { stdio: 'ignore' });
		await expectToServe(port);
		expect(readFileSync(join(folder, 'openai-ads.log'), 'utf8'))
			.to.match(/ POST \/v1\/page 200 .*\n/)
			.and.not.include('x=1');
	});

	it('have sites for Caddy that it finds right, and that pass events on with the address of the connection', async function () {
		const caddy = needTool(this, 'caddy', 'caddy');
		this.timeout(60_000);
		const folder = temporaryFolder();
		const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder };
		const sites = read('caddy/Caddyfile');
		writeFileSync(join(folder, 'Original'), sites);
		await run(caddy, ['validate', '--adapter', 'caddyfile', '--config', join(folder, 'Original')], { env });
		expect((await run(caddy, ['fmt', join(folder, 'Original')], { env })).stdout).to.equal(sites);

		const port = await freePort();
		const ports = await startGateway();
		const options = `{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n\tlocal_certs\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n}\n`;
		const config = join(folder, 'Caddyfile');
		const moved = sites
			.replaceAll(':8787', `:${ports.events}`)
			.replaceAll(':8789', `:${ports.admin}`)
			.replaceAll('10.0.0.0/8', '127.0.0.1');
		writeFileSync(config, options + moved);
		server = spawn(caddy, ['run', '--adapter', 'caddyfile', '--config', config], { stdio: 'ignore', env });
		await expectToServe(port);
	});

	async function startGateway(): Promise<{ events: string; admin: number }> {
		const admin = await freePort();
		const folder = temporaryFolder();
		const config = join(folder, 'openai-ads.json');
		const adminHosts = ['admin.events.shop.example:443'];
		const keys = { writeKeys: ['a-key'], browserWriteKeys: ['a-page'], corsOrigins: ['https://shop.example'] };
		const settings = { destination: { flushInterval: 20 }, gateway: { trustProxy: '127.0.0.1', adminHosts, ...keys } };
		writeFileSync(config, JSON.stringify(settings));
		mkdirSync(join(folder, 'data'));
		gateway = await startGatewayProcess(
			['--sandbox', '--port', '0', '--data', join(folder, 'data'), '--config', config],
			{ OPENAI_ADS_ADMIN_PORT: String(admin), OPENAI_ADS_ADMIN_TOKEN: TOKEN },
		);
		return { events: new URL(gateway.url).port, admin };
	}

	/** Events arrive, with the address of the connection rather than a claimed one; the inspector asks for the token. */
	async function expectToServe(port: number): Promise<void> {
		const call = (name: string, path: string, options: { headers?: Record<string, string>; body?: string } = {}) =>
			callSite(port, name, path, options);
		await until('the web server answers', () =>
			call('events.shop.example', '/healthz').then(
				({ status }) => status === 200,
				() => false,
			),
		);
		const claimed = { 'x-forwarded-for': CLAIMED, origin: 'https://shop.example' };
		const page = (messageId: string) =>
			JSON.stringify({
				type: 'page',
				messageId,
				anonymousId: 'a1',
				properties: { url: 'https://shop.example/' },
				writeKey: 'a-page',
			});

		const trusted = await fetch(`${gateway?.url}/v1/page`, { method: 'POST', headers: claimed, body: page('trusted') });
		const passed = await call('events.shop.example', '/v1/page?x=1', { headers: claimed, body: page('passed') });
		const received = await untilReceived(2);
		const locked = await call('admin.events.shop.example', '/api/pixels');
		const opened = await call('admin.events.shop.example', '/api/pixels', {
			headers: { authorization: `Bearer ${TOKEN}` },
		});

		expect([trusted.status, passed.status]).to.deep.equal([200, 200]);
		// The address of this machine, which is the true one, is none that OpenAI is told.
		expect(received).to.deep.equal({ trusted: CLAIMED, passed: undefined });
		expect([locked.status, opened.status]).to.deep.equal([401, 200]);
	}

	/** The address that OpenAI would have got, by the id of each event. */
	async function untilReceived(count: number): Promise<Record<string, string | undefined>> {
		const [events] = /http:\S+\/_sandbox\/events/.exec(gateway?.stderr() ?? '') ?? [];
		const list = async () =>
			(await (await fetch(events ?? '')).json()) as { id: string; user?: { ip_address?: string } }[];
		await until('the sandbox has both', async () => (await list()).length === count);
		return Object.fromEntries((await list()).map(({ id, user }) => [id, user?.ip_address]));
	}
});

async function stop(child: ChildProcess): Promise<void> {
	const ended = once(child, 'exit');
	child.kill('SIGTERM');
	await ended;
}

async function makeCertificate(test: Mocha.Context, folder: string): Promise<void> {
	if (findTool('openssl') === undefined) needTool(test, 'openssl', 'openssl');
	const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
	await run('openssl', [
		'req',
		'-x509',
		'-newkey',
		'rsa:2048',
		'-nodes',
		'-days',
		'2',
		'-subj',
		'/CN=events.shop.example',
		...files,
	]);
}

/** By the name of the site, wherever it really listens. */
function callSite(
	port: number,
	name: string,
	path: string,
	{ headers = {}, body }: { headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string }> {
	return new Promise((resolve, reject) => {
		const method = body === undefined ? 'GET' : 'POST';
		const options = { host: '127.0.0.1', port, path, method, servername: name, rejectUnauthorized: false };
		const call = request({ ...options, headers: { ...headers, host: name }, timeout: 5000 }, (answer) => {
			let text = '';
			answer.setEncoding('utf8').on('data', (chunk) => {
				text += chunk;
			});
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
		});
		call.on('timeout', () => call.destroy(new Error('No answer for 5 s.')));
		call.on('error', reject);
		call.end(body);
	});
}
