import { expect } from 'chai';
import { readConfig } from '../../../src/destination/routers/rudderstack/settings.js';

const CONFIG = { apiKey: 'key', pixelId: 'pixel', eventMapping: [{ from: 'Paid', to: 'order_created' }] };

describe('readConfig', () => {
	it('compiles Configs with the same settings once, whatever other keys they have', () => {
		const first = readConfig(CONFIG);

		const again = readConfig({ foreign: { deep: 1 }, ...structuredClone(CONFIG) });

		expect(again).to.equal(first);
	});

	it('compiles an object again after it has changed', () => {
		const config = { ...CONFIG };
		const before = readConfig(config);
		config.pixelId = 'other';

		const after = readConfig(config);

		expect(after).to.not.equal(before);
		expect(after).to.have.nested.property('settings.pixelId', 'other');
	});

	it('treats an empty text, which forms leave behind, as a missing setting', () => {
		const eventMapping = [{ from: 'Paid', to: 'order_created', customEventName: '' }];

		const read = readConfig({ ...CONFIG, eventMapping, defaultCurrency: '', defaultCallingCode: '' });

		expect(read).to.equal(readConfig(CONFIG));
	});

	it('treats null, blank rows and blank members of lists the same way', () => {
		const eventMapping = [{ from: '', to: ' ' }, ...CONFIG.eventMapping, null];

		const read = readConfig({ ...CONFIG, eventMapping, endpoint: null, idFrom: ['', 'messageId'], amountFrom: [''] });

		expect(read).to.deep.include({ settings: readConfig(CONFIG).settings });
	});

	it('lets the messageId stand for a cleared row of idFrom', () => {
		const read = readConfig({ ...CONFIG, idFrom: ['properties.order_id', ''] });

		expect(read.settings?.idFrom).to.deep.equal(['properties.order_id', 'messageId']);
	});

	it("understands RudderStack's deduplicationKey as idFrom, with the messageId behind it", () => {
		const row = { from: 'Paid', to: 'order_created' };
		const rowsOf = (...eventMapping: object[]) => readConfig({ ...CONFIG, eventMapping }).settings?.eventMapping;

		const theirs = rowsOf({ ...row, deduplicationKey: 'properties.order_id' });
		const same = rowsOf({ ...row, deduplicationKey: 'properties.id', idFrom: 'properties.id' });
		const blank = rowsOf({ ...row, deduplicationKey: '' });

		expect(theirs).to.deep.equal([{ ...row, idFrom: ['properties.order_id', 'messageId'] }]);
		expect(same).to.deep.equal([{ ...row, deduplicationKey: 'properties.id', idFrom: 'properties.id' }]);
		expect(blank).to.deep.equal([row]);
	});

	it('reads nothing from the prototype', () => {
		expect(readConfig(Object.create(CONFIG)).problem).to.match(/apiKey: required/);
	});

	it('forgets the least recently used Configs', () => {
		const first = readConfig(CONFIG);
		for (let n = 0; n < 300; n++) readConfig({ ...CONFIG, pixelId: `pixel-${n}` });

		expect(readConfig(CONFIG)).to.not.equal(first);
	});

	const thrower = {
		get apiKey(): string {
			throw new Error('no');
		},
	};
	const cycle: Record<string, unknown> = { apiKey: 'key', pixelId: 'pixel' };
	cycle['eventMapping'] = [cycle];
	const faulty: readonly (readonly [claim: string, config: unknown])[] = [
		['undefined', undefined],
		['null', null],
		['a text', 'apiKey'],
		['a list', [CONFIG]],
		['nothing', {}],
		['an object that throws', thrower],
		['a cycle', cycle],
		['a BigInt', { ...CONFIG, flushAt: 1n }],
		['a wrong value', { ...CONFIG, unmappedEvents: 'all' }],
		[
			'two different id paths',
			{ ...CONFIG, eventMapping: [{ from: 'A', to: 'skip', deduplicationKey: 'b', idFrom: 'c' }] },
		],
		['two rows for one event', { ...CONFIG, eventMapping: [...CONFIG.eventMapping, ...CONFIG.eventMapping] }],
	];
	for (const [claim, config] of faulty) {
		it(`has a message for ${claim}`, () => {
			const { problem } = readConfig(config);

			expect(problem).to.match(/^destination\.Config\b/);
		});
	}
});
