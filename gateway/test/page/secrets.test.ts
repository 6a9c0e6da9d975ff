import { expect } from 'chai';
import { forgetAll, hide, isStandIn, keep, lengthOf, reveal } from '../../page/set-up/secrets.js';
import { isSecret } from '../../page/set-up/shape.js';
import { checkConfiguration } from '../../src/settings/check-configuration.js';
import { aSetUp } from '../set-up/a-set-up.js';

interface Node {
	readonly pattern?: string;
	readonly properties?: Readonly<Record<string, Node>>;
	readonly items?: Node;
	readonly anyOf?: readonly Node[];
	readonly additionalProperties?: Node | boolean;
}
const { schema } = aSetUp().form();

/** Path to schema of every text in the configuration, rows and names as `*`. */
function listTexts(node: Node, path: readonly string[] = []): [readonly string[], Node][] {
	const inside = [
		...Object.entries(node.properties ?? {}).map(([name, inner]) => [[...path, name], inner] as const),
		...[node.items, node.additionalProperties]
			.filter((inner) => typeof inner === 'object')
			.map((inner) => [[...path, '*'], inner] as const),
		...(node.anyOf ?? []).map((inner) => [path, inner] as const),
	];
	return inside.length === 0 ? [[path, node]] : inside.flatMap(([at, inner]) => listTexts(inner, at));
}

const put = (path: readonly string[], value: unknown): Record<string, unknown> =>
	path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<string, unknown>;

describe('stand-ins of keys', () => {
	afterEach(forgetAll);

	for (const [path, keys] of [
		['destination.apiKey', ['sk-svcacct-1', 'with space', 'ümlaut', 'a,b:c', '"quoted"']],
		[
			'gateway.adminToken',
			['0123456789abcdef', 'short', `${'x'.repeat(200)}`, `${'x'.repeat(201)}`, 'with space 0123456789'],
		],
		['gateway.webhookSecrets.rudderstack', ['Zq9', 'with space']],
		['gateway.webhookSecrets.segment', ['Zq9', 'with space']],
		[
			'gateway.queue',
			['file:x', 'file:', 'postgres://u:p@h/d', 'postgresql://h/d', 'postgres://u:%@[h/d', 'mysql://h', 'Zq9'],
		],
		['gateway.alerts.webhook', ['https://h/x', 'http://127.0.0.1/x', 'http://h/x', 'https://u:p@h/', 'Zq9']],
	] as const) {
		for (const key of keys) {
			it(`are right or wrong as the key is: ${path} ${key.slice(0, 24)}`, () => {
				const names = path.split('.');
				const node = listTexts(schema as Node).find(([at]) => at.join('.') === path)?.[1];
				const standIn = keep(names.at(-1) ?? '', key, node?.pattern);
				const judge = (value: string) => {
					const raw = { destination: {}, gateway: {}, pixels: {}, ...put(names, value) };
					return checkConfiguration(raw).problems;
				};

				expect(judge(standIn)).to.deep.equal(judge(key));
				expect(standIn).not.to.include(key.replace(/^file:|^postgres.*|^https?:.*/, '') || 'the key');
			});
		}
	}

	it('are one for one key, and another for another', () => {
		const [one, again, other] = [keep('key', 'a', undefined), keep('key', 'a', undefined), keep('key', 'b', undefined)];

		expect([one === again, one === other, lengthOf(one), isStandIn(one)]).to.deep.equal([true, false, 1, true]);
	});

	it('give way to the key in a text that is wanted, and to words in one that is shown', () => {
		const text = JSON.stringify({ apiKey: keep('apiKey', 'a"b\\c$&', '^[!-~]+$'), key: keep('key', '"q"', undefined) });

		expect(JSON.parse(reveal(text))).to.deep.equal({ apiKey: 'a"b\\c$&', key: '"q"' });
		expect(JSON.parse(hide(text))).to.deep.equal({ apiKey: '(not shown)', key: '(not shown)' });
	});

	it('stand for every setting that holds a key or a password', () => {
		const texts = listTexts(schema as Node).map(([path]) => path);
		const known = new Set(texts.filter((path) => isSecret(path)).map((path) => path.join('.')));
		const sounding = texts
			.map((path) => path.join('.'))
			.filter(
				(path) =>
					/key|secret|token|password|webhook(?!s\.\*)/i.test(path) && !/File$|browserWriteKeys|moneyGuard/.test(path),
			)
			.filter((path) => !/deduplicationKey|writeKeys\.\*(\.(label|kind))?$/.test(path));

		expect([...known].filter((path) => !sounding.includes(path))).to.deep.equal(['gateway.queue']);
		expect(sounding.filter((path) => !known.has(path))).to.deep.equal([]);
	});
});
