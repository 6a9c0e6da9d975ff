import { createRequire } from 'node:module';
import { expect } from 'chai';
import { toAlpha2 } from '../../../src/destination/map/user/country.js';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { anOrderBy, NOW_MS } from '../../builders.js';
import { aForm, loadFunction } from './segment-runner.js';

interface English {
	readonly countries: Readonly<Record<string, string | readonly string[]>>;
}

const english: English = createRequire(import.meta.url)('i18n-iso-countries/langs/en.json');
const codes: readonly (readonly string[])[] = createRequire(import.meta.url)('i18n-iso-countries/codes.json');

describe('dist/segment-function.js, countries', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	after(() => sandbox.close());

	it('are known by each code and English name, as in the library', async () => {
		const names = [...Object.values(english.countries).flat(), ...codes.flatMap((row) => row.slice(0, 2))];
		const { onBatch } = loadFunction();

		await onBatch(
			names.map((country, index) => ({ ...anOrderBy({ country }), messageId: `m${index}` })),
			aForm(sandbox.endpoint),
		);

		const sent = new Map(sandbox.events().map(({ id, user }) => [id, user?.countries?.[0]]));
		const found = names.map((_, index) => sent.get(`m${index}`));
		expect(found).to.deep.equal(names.map(toAlpha2));
	});
});
