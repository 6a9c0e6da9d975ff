import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import ts from 'typescript';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { aTrackEvent, NOW_MS } from '../../builders.js';
import { aForm, BUILT_FILE, countsOf, HANDLERS, loadFunction } from './segment-runner.js';

/** The globals that the file uses; Segment documents them. */
const HOST_GLOBALS = ['fetch', 'crypto', 'EventNotSupported', 'InvalidEventPayload', 'RetryError'];

describe('dist/segment-function.js', () => {
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	beforeEach(() => sandbox.clear());
	after(() => sandbox.close());

	it('is smaller than 100 kB', () => {
		expect(statSync(BUILT_FILE).size).to.be.below(100 * 1024);
	});

	it('begins by saying what it is', () => {
		const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
		const [first] = readFileSync(BUILT_FILE, 'utf8').split('\n', 1);

		expect(first).to.include(name).and.to.include(version).and.to.include(license);
	});

	it('uses only the language and the globals that Segment documents', () => {
		const intrinsics = new Set(Object.getOwnPropertyNames(globalThisOfBareContext()));

		const names = freeNamesOf(fileURLToPath(BUILT_FILE)).filter((name) => !intrinsics.has(name));

		expect(names).to.have.members(HOST_GLOBALS);
	});

	it('gives the runner every handler', () => {
		expect(loadFunction().handlers).to.deep.equal(HANDLERS);
	});

	it('works where eval is forbidden', async () => {
		const { onBatch } = loadFunction({ forbidsCodeFromText: true });

		expect(await onBatch([aTrackEvent()], aForm(sandbox.endpoint))).to.deep.equal([{ status: 200 }]);
	});

	it('writes nothing to the console about whole events, whatever becomes of them', async () => {
		sandbox.fault({ status: 503 });
		const { call, onBatch, logs } = loadFunction();
		const events = [
			aTrackEvent({ userId: 'jane' }),
			aTrackEvent({ messageId: undefined, event: 'Order Completed' }),
			null,
		];

		const answers = [
			...(await onBatch(events, aForm(sandbox.endpoint))),
			...(await onBatch(events, aForm(sandbox.endpoint))),
			...(await onBatch(events, {})),
		];
		await call('onTrack', null, aForm(sandbox.endpoint)).catch(() => {});

		expect(countsOf(answers)).to.deep.equal({ 200: 1, 400: 4, 500: 4 });
		expect(logs).to.deep.equal([]);
	});

	it('writes to the console what was left out: each kind once, with a count and without a value', async () => {
		const { onBatch, logs } = loadFunction();
		const order = (total: unknown, messageId: string) => aTrackEvent({ messageId, properties: { total } });

		const answers = await onBatch([order(5, 'a'), order(6, 'b'), aTrackEvent()], aForm(sandbox.endpoint));

		expect(countsOf(answers)).to.deep.equal({ 200: 3 });
		expect(logs).to.deep.equal([
			'data.amount: left out because its currency is unknown. Send properties.currency or set defaultCurrency. (2 events)',
		]);
	});

	it('sends events from a host without a console', async () => {
		const { onBatch } = loadFunction({ globals: { console: undefined } });

		const answers = await onBatch([aTrackEvent({ properties: { total: 5 } })], aForm(sandbox.endpoint));

		expect(answers).to.deep.equal([{ status: 200 }]);
	});

	it('keeps the settings of simultaneous calls apart', async () => {
		const { onBatch } = loadFunction();
		const pixels = Array.from({ length: 20 }, (_, index) => `pixel-${index}`);

		await Promise.all(
			pixels.map((pixelId, index) => {
				const names = { [`Event ${index}`]: `custom:name-${index}` };
				const form = aForm(sandbox.endpoint, {
					pixelId,
					eventMapping: names,
					defaultCurrency: index % 2 ? 'EUR' : 'JPY',
				});
				const events = [0, 1, 2].map((each) =>
					aTrackEvent({
						event: `Event ${each ? index : index + 1}`,
						messageId: `m${index}-${each}`,
						properties: { total: 5 },
					}),
				);
				return onBatch(events, form);
			}),
		);

		const seen = sandbox.requests().map(({ pid, body }) => {
			const { events } = JSON.parse(body ?? '');
			return [pid, events.map((event: Json) => [event.id, event.custom_event_name, event.data.amount])];
		});
		const expected = pixels.map((pixelId, index) => [
			pixelId,
			[1, 2].map((each) => [`m${index}-${each}`, `name-${index}`, index % 2 ? 500 : 5]),
		]);
		expect(seen).to.have.deep.members(expected);
	});
});

// Tests read conversion events as JSON.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Json = any;

function globalThisOfBareContext(): object {
	const { runInNewContext } = process.getBuiltinModule('node:vm');
	return runInNewContext('globalThis');
}

/** Undeclared names in the file, found by the TypeScript compiler. */
function freeNamesOf(file: string): string[] {
	const program = ts.createProgram([file], { allowJs: true, checkJs: true, noEmit: true, noLib: true, types: [] });
	const cannotFind = /^Cannot find name '([^']+)'/;
	const names = program
		.getSemanticDiagnostics(program.getSourceFile(file))
		.map(({ messageText }) => cannotFind.exec(ts.flattenDiagnosticMessageText(messageText, '\n'))?.[1])
		.filter((name) => name !== undefined);
	return [...new Set(names)];
}
