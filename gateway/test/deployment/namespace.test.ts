/** What Prometheus and rudder-server call in a cluster: a gateway in another network, with the settings of the manifests. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { until } from '../process/gateway-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { createNamespace, type Namespace } from './namespace.js';
import { INTEGRATIONS } from './tools.js';
import { giveValues } from './values.js';

const COMMAND = resolve(import.meta.dirname, '../../bin/openai-ads.js');
const TOKEN = 'value-of-OPENAI_ADS_ADMIN_TOKEN';

/** What Kubernetes injects for Services called openai-ads and openai-ads-transformer. */
const SERVICE_LINKS = {
	OPENAI_ADS_PORT: 'tcp://10.0.0.11:8787',
	OPENAI_ADS_PORT_8787_TCP: 'tcp://10.0.0.11:8787',
	OPENAI_ADS_SERVICE_HOST: '10.0.0.11',
	OPENAI_ADS_TRANSFORMER_PORT: 'tcp://10.0.0.12:8790',
};

describe('integrations/kubernetes, called from another network', () => {
	let namespace: Namespace | undefined;
	let gateway: ReturnType<Namespace['spawn']> | undefined;
	let output = '';

	before(async function () {
		this.timeout(60_000);
		namespace = await createNamespace();
		if (namespace === undefined) {
			console.warn('SKIPPED: no network of its own can be made (needs root and `ip netns`), so none is called.');
			return this.skip();
		}
		const folder = temporaryFolder();
		const env = { PATH: process.env['PATH'], ...SERVICE_LINKS, ...environmentOf('embedded-queue.yaml', folder) };
		const args = [COMMAND, 'start', '--sandbox', '--host', '0.0.0.0', '--data', join(folder, 'queue')];
		gateway = namespace.spawn(process.execPath, args, { ...env, OPENAI_ADS_TRANSFORMER_HOST: '0.0.0.0', ...UPSTREAM });
		for (const stream of [gateway.stdout, gateway.stderr]) {
			stream?.on('data', (chunk) => {
				output += chunk;
			});
		}
		await until('the gateway is ready', () => {
			if (gateway?.exitCode !== null) throw new Error(output);
			return output.includes('ready http://');
		});
	});

	after(async () => {
		if (gateway?.exitCode === null) {
			const ended = once(gateway, 'exit');
			gateway.kill('SIGTERM');
			await ended;
		}
		await namespace?.remove();
		removeTemporaryFolders();
	});

	const call = (port: number, path: string, init: RequestInit = {}) =>
		fetch(`http://${namespace?.address}:${port}${path}`, { signal: AbortSignal.timeout(5000), ...init });

	it('answers the probes of the kubelet, which calls the address of the pod', async () => {
		const statuses = [(await call(8787, '/healthz')).status, (await call(8787, '/readyz')).status];

		expect(statuses).to.deep.equal([200, 200]);
	});

	it('lets Prometheus read the metrics by the address of the pod, with the token alone', async () => {
		const without = await call(8789, '/metrics');
		const withToken = await call(8789, '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });

		expect([without.status, withToken.status]).to.deep.equal([421, 200]);
		expect(await withToken.text()).to.include('openai_ads_build_info');
	});

	it('takes the calls of rudder-server', async () => {
		const job = {
			message: { type: 'identify', userId: 'u' },
			metadata: { jobId: 1 },
			destination: { ID: 'd', Config: {} },
		};
		const body = JSON.stringify({ destType: 'openai_ads_capi', input: [job] });

		const answer = await call(8790, '/routerTransform', { method: 'POST', body });

		const { output: jobs } = (await answer.json()) as { output: { metadata: { jobId: number }[] }[] };
		expect([answer.status, jobs[0]?.metadata[0]?.jobId]).to.deep.equal([200, 1]);
	});

	it('says once that the variables of the Service are none of its settings, and names addresses that can be called', () => {
		expect(output).to.include('OPENAI_ADS_PORT and 3 more variables come from Kubernetes');
		expect(output.match(/come from Kubernetes/g)).to.have.length(1);
		expect(output)
			.to.include('See each event and why it counts at http://127.0.0.1:8789')
			.and.include('port 8790 of every address');
	});
});

const UPSTREAM = { OPENAI_ADS_TRANSFORMER_UPSTREAM: 'http://127.0.0.1:9090' };

function environmentOf(file: string, folder: string): Record<string, string> {
	const documents = parseAllDocuments(readFileSync(join(INTEGRATIONS, 'kubernetes', file), 'utf8'));
	const manifests = documents.map((document) => document.toJS());
	const config = manifests.find(({ kind }) => kind === 'ConfigMap').data['openai-ads.json'];
	const { env } = manifests.find(({ kind }) => kind === 'StatefulSet').spec.template.spec.containers[0];
	const variables = Object.fromEntries(env.map(({ name, value }: { name: string; value: string }) => [name, value]));
	const { OPENAI_ADS_QUEUE: _, ...others } = giveValues(variables, config, folder);
	return others;
}
