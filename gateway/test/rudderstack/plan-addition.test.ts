import { expect } from 'chai';
import { checkConfig } from '../../src/rudderstack/check-config.js';
import { planAddition } from '../../src/rudderstack/plan-addition.js';
import { adviseAfter, showAddition, toAdditionReport } from '../../src/rudderstack/show-addition.js';
import { readTemplate } from '../../src/rudderstack/template.js';
import { StartError } from '../../src/start-error.js';
import { ANOTHER, aFile, aWorkspace, ours } from './a-workspace.js';

const WISHES = { pixelId: 'px_1', apiKey: 'a-secret-key' };
const TEMPLATE = readTemplate();
const plan = (workspace = aWorkspace(), wishes: object = WISHES, source = 'Shop') =>
	planAddition(aFile(workspace), TEMPLATE, source, wishes);

describe('planAddition', () => {
	it('adds a destination with the pixel, the key and the workspace of the source', () => {
		const { action, destination } = plan();

		expect(action).to.equal('add');
		expect(destination.config).to.include({ apiKey: 'a-secret-key', pixelId: 'px_1', flushAt: 1000 });
		expect(destination).to.include({ id: 'openai-ads', workspaceId: 'w-1', enabled: true });
		expect(destination.destinationDefinition.name).to.equal('OPENAI_ADS_CAPI');
	});

	it('takes an id that is free', () => {
		const { destination } = plan(aWorkspace([{ ...ANOTHER, id: 'openai-ads' }]));

		expect(destination.id).to.equal('openai-ads-2');
	});

	it('takes the settings of a file in place of those of the template, and lists them in the definition', () => {
		const { destination } = plan(undefined, { ...WISHES, settings: { defaultCurrency: 'EUR', apiKey: 'of-the-file' } });

		expect(destination.config).to.deep.equal({ apiKey: 'a-secret-key', pixelId: 'px_1', defaultCurrency: 'EUR' });
		expect(destination.destinationDefinition['config']).to.have.deep.property('destConfig', {
			defaultConfig: ['apiKey', 'pixelId', 'defaultCurrency'],
		});
	});

	it('connects the source to the destination that another source has for the pixel', () => {
		const shared = plan(aWorkspace([ours()]), {}, 'App');

		expect([shared.action, shared.destination]).to.deep.equal(['share', ours()]);
	});

	it('adds one of its own for another pixel', () => {
		expect(plan(aWorkspace([ours('px_2')]), WISHES, 'App').action).to.equal('add');
		expect(plan(aWorkspace([ours('px_2')])).action).to.equal('add');
	});

	it('has nothing to do if the source has it', () => {
		expect(plan(aWorkspace([ours()])).action).to.equal('none');
		expect(plan(aWorkspace([ours()]), {}).action).to.equal('none');
	});

	for (const [name, wishes, source, words] of [
		['without a pixel ID', {}, 'Shop', 'OPENAI_ADS_PIXEL_ID: required'],
		['for a source that is misspelt', WISHES, 'Shpo', 'Did you mean "Shop"?'],
		['for a source that is not there', WISHES, 'x', 'It has "Shop", "App"'],
	] as const) {
		it(`is refused ${name}`, () => {
			expect(() => plan(undefined, wishes, source)).to.throw(StartError, words);
		});
	}

	it('is refused for a name that two sources have, unless the id is given', () => {
		const { sources, ...rest } = aWorkspace();
		const twins = { ...rest, sources: sources.map((source) => ({ ...source, name: 'Shop' })) };

		expect(() => plan(twins)).to.throw(StartError, 'Give an id instead: s-1, s-2.');
		expect(plan(twins, WISHES, 's-2').source.id).to.equal('s-2');
	});
});

describe('checkConfig', () => {
	it('refuses a setting with a mistake, and leaves those of rudder-server alone', () => {
		expect(() => checkConfig({ ...WISHES, flushAt: 0 })).to.throw(StartError, 'settings.flushAt');
		expect(() => checkConfig({ ...WISHES, consentManagement: [{ provider: 'custom' }] })).not.to.throw();
	});
});

describe('showAddition', () => {
	it('shows every line of the entry and never the key', () => {
		const addition = plan();

		const text = showAddition('f.json', addition).join('\n');

		expect(text).to.match(/^f\.json: source "Shop" \(s-1\)\n@ line \d+: a destination\n\+ \{\n/);
		expect(text).to.include('"apiKey": "(not shown)"').and.include('"pixelId": "px_1"');
		expect(text + JSON.stringify(toAdditionReport('f.json', addition, 'c'))).to.not.include('a-secret-key');
	});

	it('lets no name control the terminal', () => {
		const { sources, ...rest } = aWorkspace();
		const named = { ...rest, sources: sources.map((source) => ({ ...source, name: 'a\u001b[2J\u009b2J' })) };

		const text = showAddition('f.json', plan(named, WISHES, 's-1')).join('');

		expect(text).to.not.match(/\p{Cc}/u);
	});
});

describe('adviseAfter', () => {
	it("warns if the source sends to RudderStack's own destination too", () => {
		const rival = { ...ANOTHER, destinationDefinition: { name: 'OPENAI_ADS' } };

		expect(adviseAfter(plan(aWorkspace([rival])), undefined).join()).to.include('must send the same ids');
		expect(adviseAfter(plan(aWorkspace([{ ...rival, enabled: false }])), undefined).join()).to.not.include('same ids');
	});

	it('warns if source or destination is switched off, and if the key is missing', () => {
		const { sources, ...rest } = aWorkspace([ours('px_1', { enabled: false })]);
		const off = { ...rest, sources: sources.map((source) => ({ ...source, enabled: false })) };

		const told = adviseAfter(plan(off), undefined).join();

		expect(told).to.include('The source is switched off').and.include('The destination is switched off');
		expect(adviseAfter(plan(undefined, { pixelId: 'px_1' }), undefined).join()).to.include('No key yet');
	});
});
