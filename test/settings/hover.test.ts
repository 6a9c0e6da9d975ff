/** What a user's editor shows on hover: the declarations of the built package, read with the TypeScript API. */

import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import get from 'lodash/get.js';
import { type Comment, readComments } from '../../docs/generate/read-comments.js';
import { parseSettings } from '../../src/destination/settings/settings.js';

const built = (entry: string) => resolve(import.meta.dirname, '../../dist', entry);

/** What users write or implement, and the entry that exports it. */
const INTERFACES = {
	SettingsInput: built('destination/index.d.ts'),
	Destination: built('destination/index.d.ts'),
	Ports: built('destination/index.d.ts'),
	OpenAIAdsPluginOptions: built('destination/routers/analytics-node/index.d.ts'),
	SandboxOptions: built('sandbox/index.d.ts'),
	Sandbox: built('sandbox/index.d.ts'),
	Fault: built('sandbox/index.d.ts'),
	SandboxRequest: built('sandbox/index.d.ts'),
	BrowserOptions: built('browser-plugin/index.d.ts'),
	BrowserControls: built('browser-plugin/index.d.ts'),
} as const;

describe('hovering in an editor', () => {
	let comments: Record<keyof typeof INTERFACES, Comment[]>;
	before(function () {
		this.timeout(60_000);
		comments = readComments(INTERFACES);
	});

	for (const name of Object.keys(INTERFACES) as (keyof typeof INTERFACES)[]) {
		it(`explains every member of ${name}`, () => {
			const silent = comments[name].filter(({ text }) => text.length < 10);

			expect(comments[name]).not.to.deep.equal([]);
			expect(silent.map((member) => member.name)).to.deep.equal([]);
		});
	}

	it('shows the default of every setting that has one, as parseSettings fills it in', () => {
		const defaults = parseSettings({});

		for (const { name, default: expression } of comments.SettingsInput) {
			const shown = expression === undefined ? undefined : evaluate(expression);

			expect(shown, name).to.deep.equal(get(defaults, name));
		}
	});

	it('shows the settings in the options of the plugin too', () => {
		const names = comments.OpenAIAdsPluginOptions.map(({ name }) => name);

		expect(names).to.include.members([...comments.SettingsInput.map(({ name }) => name), 'onResult', 'onError']);
	});
});

/** The value of an expression, made in this realm. */
function evaluate(expression: string): unknown {
	return JSON.parse(JSON.stringify(runInNewContext(`(${expression})`)));
}
