/** What a release carries for people without a clone: the files exist, and the manual calls them by the names they have there. */

import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'chai';

const WORKFLOW = readFileSync('.github/workflows/release.yml', 'utf8');

/** Their names in the release, and where they come from in the built checkout. */
function attachedFiles(): ReadonlyMap<string, string> {
	const copied = new Map(
		[...WORKFLOW.matchAll(/^ +cp (\S+) "\$RUNNER_TEMP\/([^"]+)"$/gm)].map(([, from = '', to = '']) => [to, from]),
	);
	const [, upload = ''] = /gh release upload "\$GITHUB_REF_NAME" --clobber (.*)$/s.exec(WORKFLOW) ?? [];
	const names = upload.replaceAll('\\\n', ' ').trim().split(/\s+/);
	return new Map(
		names.map((name) => {
			const own = /^"\$RUNNER_TEMP\/(.+)"$/.exec(name)?.[1];
			return own === undefined ? [basename(name), name] : [own, copied.get(own) ?? 'nowhere'];
		}),
	);
}

describe('a release', () => {
	it("carries Segment's function and its form, the browser's script and RudderStack's file", () => {
		const files = attachedFiles();

		expect([...files.keys()]).to.have.members([
			...['segment-function.js', 'segment-form.json', 'openai-ads.min.js', 'rudderstack-workspaceConfig.json'],
		]);
		expect([...files.values()].filter((from) => !existsSync(from))).to.deep.equal([]);
	});

	for (const [page, names] of [
		['docs/segment.md', ['segment-function.js', 'segment-form.json']],
		['docs/rudderstack.md', ['rudderstack-workspaceConfig.json']],
		['docs/browser.md', ['openai-ads.min.js']],
	] as const) {
		it(`is where ${page} sends its readers for ${names.join(' and ')}`, () => {
			const text = readFileSync(page, 'utf8');

			expect(names.filter((name) => !text.includes(name))).to.deep.equal([]);
			expect(text).to.match(/newest release/);
		});
	}
});
