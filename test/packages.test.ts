/** What npm would publish works where nothing else of this repository is. */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { aTrackEvent } from './builders.js';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..');
const PACKAGES = { 'openai-ads-destination': ROOT, 'openai-ads': join(ROOT, 'gateway') } as const;

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Packs as npm does. The library is built already; the gateway's own script runs, since it adds files. */
async function pack(source: string, target: string): Promise<void> {
	const flags = source === ROOT ? ['--ignore-scripts'] : [];
	await run('npm', ['pack', '--silent', ...flags, '--pack-destination', target], { cwd: source });
}

/** Puts both tarballs into `node_modules`, and beside them what they declare and nothing else. */
async function install(folder: string): Promise<void> {
	await Promise.all(Object.values(PACKAGES).map((source) => pack(source, folder)));
	for (const [name, source] of Object.entries(PACKAGES)) {
		const installed = join(folder, 'node_modules', name);
		mkdirSync(installed, { recursive: true });
		await run('tar', [
			'-xzf',
			join(folder, `${name}-${readManifest(source).version}.tgz`),
			'-C',
			installed,
			'--strip=1',
		]);
	}
	for (const source of Object.values(PACKAGES)) linkDependencies(source, folder);
	mkdirSync(join(folder, 'node_modules/.bin'));
	symlinkSync('../openai-ads/bin/openai-ads.js', join(folder, 'node_modules/.bin/openai-ads'));
}

function linkDependencies(source: string, folder: string): void {
	for (const name of Object.keys(readManifest(source).dependencies)) {
		const link = join(folder, 'node_modules', name);
		if (existsSync(link)) continue;
		mkdirSync(dirname(link), { recursive: true });
		const own = join(source, 'node_modules', name);
		symlinkSync(existsSync(own) ? own : join(ROOT, 'node_modules', name), link);
	}
}

/** The files of the manual that built code names, comments aside. */
function findPointers(folder: string): string[] {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
	const code = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
	const lines = code.filter((line) => !/^\s*(\*|\/[*/])/.test(line));
	return [...new Set(lines.flatMap((line) => line.match(/\bdocs\/[\w-]+\.md\b/g) ?? []))];
}

describe('the packed tarballs', () => {
	let folder: string;
	const installed = (name: string, file = '') => join(folder, 'node_modules', name, file);

	before(async function () {
		this.timeout(60_000);
		folder = mkdtempSync(join(tmpdir(), 'openai-ads-packages-'));
		await install(folder);
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	for (const name of Object.keys(PACKAGES)) {
		it(`${name} holds README, licence, changelog and every page that its messages name`, () => {
			const pointers = findPointers(installed(name, 'dist'));

			expect(pointers).not.to.deep.equal([]);
			for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', ...pointers]) {
				expect(existsSync(installed(name, file)), file).to.equal(true);
			}
			expect(readManifest(installed(name)).name).to.equal(name);
		});
	}

	it('openai-ads-destination can be imported and required, entry by entry', async function () {
		this.timeout(30_000);
		const entries = Object.keys(readManifest(ROOT).exports).filter((entry) => /^\.(\/[a-z-]+)?$/.test(entry));
		const names = entries.map((entry) => entry.replace('.', 'openai-ads-destination'));
		const script = `
			const names = ${JSON.stringify(names)};
			Promise.all(names.map((name) => import(name))).then((modules) => {
				const imported = modules.map((module) => Object.keys(module).filter((key) => key !== 'module.exports'));
				const required = names.map((name) => Object.keys(require(name)).filter((key) => key !== 'module.exports'));
				require.resolve('openai-ads-destination/dist/segment-function.js');
				console.log(JSON.stringify({ imported, required }));
			});`;

		const { stdout } = await run(process.execPath, ['--input-type=commonjs', '-e', script], { cwd: folder });

		const { imported, required } = JSON.parse(stdout);
		expect(imported).to.have.length(entries.length).and.deep.equal(required);
		expect(imported[0]).to.include.members(['createDestination', 'mapEvent', 'SettingsError']);
		for (const exports of imported) expect(exports).not.to.deep.equal([]);
	});

	it('openai-ads runs with npx --no, which downloads nothing', async function () {
		this.timeout(30_000);
		const env = Object.entries(process.env).filter(([name]) => !/^(OPENAI_|npm_)/.test(name));
		const child = run('npx', ['--no', 'openai-ads', 'send', '-', '--dry-run', '--json'], {
			cwd: folder,
			env: { ...Object.fromEntries(env), npm_config_offline: 'true' },
		});
		child.child.stdin?.end(`${JSON.stringify(aTrackEvent({ timestamp: new Date() }))}\n`);

		const { stdout, stderr } = await child;

		expect(JSON.parse(stdout)).to.include({ outcome: 'accepted', reason: 'validated' });
		expect(stderr).to.include('1 events: 1 accepted');
	});
});
