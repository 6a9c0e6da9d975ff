/** The files for containers: in the form that their programs want, and naming only what this gateway has. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { validate as findProblems } from 'dockerfile-utils';
import { parse, parseAllDocuments } from 'yaml';
import { loadGateway } from '../../src/settings/load-configuration.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { INTEGRATIONS } from './tools.js';
import { giveValues } from './values.js';

const SCHEMAS = resolve(import.meta.dirname, 'schemas');
const read = (name: string) => readFileSync(join(INTEGRATIONS, name), 'utf8');
const compile = (name: string) => {
	const { $schema: _, ...schema } = JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8'));
	return new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
};

interface Container {
	readonly env: readonly { name: string; value: string }[];
	readonly image: string;
	readonly securityContext: object;
}
interface Manifest {
	readonly kind: string;
	readonly metadata: { name: string };
	readonly data?: Record<string, string>;
	readonly spec?: {
		readonly selector?: object;
		readonly template?: { metadata: { labels: object }; spec: Record<string, unknown> & { containers: Container[] } };
	};
}

describe('integrations/docker', () => {
	afterEach(removeTemporaryFolders);

	it('has a Dockerfile without a mistake, which does not run as root', () => {
		const dockerfile = read('docker/Dockerfile');

		expect(findProblems(dockerfile)).to.deep.equal([]);
		expect(dockerfile.lastIndexOf('\nUSER node\n')).to.be.greaterThan(dockerfile.lastIndexOf('\nFROM '));
		expect(findProblems('FROM node\nRUNN x\nHEALTHCHECK\n')).to.have.length.greaterThan(1);
	});

	it('sends the build no secret and no queue, and everything that it reads', () => {
		const [all, ...lines] = read('docker/Dockerfile.dockerignore').split('\n').slice(1);
		const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));

		expect(all).to.equal('*');
		expect(lines).to.include.members(['**/openai-ads-data', '**/node_modules', 'gateway/test']);
		for (const path of letIn) {
			const folder = path.replace(/\/\*\.md$/, '');
			expect(existsSync(resolve(INTEGRATIONS, '..', folder)), path).to.equal(true);
		}
	});

	for (const file of ['docker/docker-compose.yml', 'rudderstack/docker-compose.yml']) {
		it(`has what the Compose specification knows, and files that exist: ${file}`, () => {
			const compose = parse(read(file));
			const validate = compile('compose.json');

			validate(compose);

			expect(validate.errors ?? []).to.deep.equal([]);
			const folder = join(INTEGRATIONS, file, '..');
			const mounts = Object.values(compose.services as Record<string, { volumes?: string[] }>).flatMap(
				({ volumes = [] }) => volumes.filter((volume) => volume.startsWith('.')),
			);
			for (const mount of mounts) expect(existsSync(join(folder, mount.split(':')[0] ?? '')), mount).to.equal(true);
		});
	}

	it('has a compose file whose services restart, drop privileges, say how they are, and get each secret that they name', () => {
		const { services, secrets } = parse(read('docker/docker-compose.yml'));

		for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
			expect(service, name).to.include({ restart: 'unless-stopped' });
			expect(service['cap_drop'], name).to.deep.equal(['ALL']);
			expect(name === 'gateway' || 'healthcheck' in service, name).to.equal(true);
			const files = [...JSON.stringify(service).matchAll(/\/run\/secrets\/([a-z-]+)/g)].map(([, secret]) => secret);
			for (const secret of files) expect(service['secrets'], `${name} ${secret}`).to.include(secret);
			for (const secret of (service['secrets'] as string[] | undefined) ?? []) expect(secrets).to.have.property(secret);
		}
	});

	it('gives the gateway an environment that it starts with', () => {
		const { services } = parse(read('docker/docker-compose.yml'));
		const environment = giveValues(services.gateway.environment, read('docker/openai-ads.json'), temporaryFolder());

		const { gateway, pixels } = loadGateway({ environment, flags: { host: '0.0.0.0' }, needsCredentials: true });

		expect(pixels[0]?.destination.apiKey).to.equal('value-of-OPENAI_CONVERSIONS_API_KEY');
		expect(gateway).to.deep.include({ adminHost: '0.0.0.0', adminPort: 8789, adminActions: true });
		expect(gateway.queue).to.match(/^postgres:/);
	});
});

describe('integrations/kubernetes', () => {
	afterEach(removeTemporaryFolders);

	const manifests = (file: string): Manifest[] =>
		parseAllDocuments(read(`kubernetes/${file}`)).map((document) => document.toJS());
	const files = readdirSync(join(INTEGRATIONS, 'kubernetes')).filter((file) => file.endsWith('.yaml'));

	for (const file of files) {
		it(`has the fields that Kubernetes knows, with their types: ${file}`, () => {
			const validate = compile('kubernetes.json');

			for (const manifest of manifests(file)) {
				validate(manifest);
				expect(validate.errors ?? [], manifest.kind).to.deep.equal([]);
			}
			expect(validate({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec: { prots: [] } })).to.equal(
				false,
			);
		});
	}

	for (const file of ['openai-ads.yaml', 'embedded-queue.yaml']) {
		const find = (...kinds: string[]) => manifests(file).find(({ kind }) => kinds.includes(kind));
		const workload = () => find('Deployment', 'StatefulSet')?.spec;

		it(`gives the gateway an environment that it starts with: ${file}`, () => {
			const [container] = workload()?.template?.spec.containers ?? [];
			const variables = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
			const config = find('ConfigMap')?.data?.['openai-ads.json'] ?? '';
			const environment = giveValues(variables, config, temporaryFolder());

			const { gateway } = loadGateway({ environment, flags: { host: '0.0.0.0' }, needsCredentials: true });

			expect(gateway).to.deep.include({ adminHost: '0.0.0.0', adminPort: 8789 });
		});

		it(`lets Kubernetes inject nothing, run nothing as root, and finds its own pods: ${file}`, () => {
			const { selector, template } = workload() ?? {};

			expect(template?.spec).to.deep.include({ enableServiceLinks: false, automountServiceAccountToken: false });
			expect(template?.spec['securityContext']).to.include({ runAsNonRoot: true });
			expect(template?.spec.containers[0]?.securityContext).to.include({ readOnlyRootFilesystem: true });
			expect(selector).to.deep.equal({ matchLabels: template?.metadata.labels });
			expect(find('Service')?.spec?.selector).to.deep.equal(template?.metadata.labels);
		});
	}
});
