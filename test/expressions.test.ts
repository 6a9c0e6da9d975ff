import { expect } from 'chai';
import type { Diagnostics, Parameters } from 'recheck';
import { type Expression, readExpressions } from './expressions.js';

/** Expressions that take more than linear time, or can't be judged, and what makes each of them safe. */
const ACCEPTED: Readonly<Record<string, string>> = {
	'src/destination/map/event/slug.ts /[_-]+$/': 'cut to 64 characters before',
	'src/destination/map/user/normalise.ts /^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/': 'at most 320 characters',
	'gateway/src/stories/describe-event.ts /^[-.]+|[-.]+$/g': 'cut to a few characters before',
	'gateway/src/protocols/rudderstack/upstream.ts /\\/+$/': "the operator's own setting",
};

/** Small, so that it takes half a minute; without any time limit and with a fixed seed, so that a busy machine says the same. */
const PARAMETERS: Parameters = {
	timeout: null,
	incubationTimeout: null,
	attackTimeout: null,
	attackLimit: 10_000_000,
	randomSeed: 1,
	maxIteration: 2,
	maxInitialGenerationSize: 50,
	maxGenerationSize: 20,
	crossoverSize: 5,
	mutationSize: 5,
	maxGeneStringSize: 600,
};

async function loadChecker(): Promise<(source: string, flags: string, parameters: Parameters) => Diagnostics> {
	// Its own JavaScript: that needs neither Java nor a program for this machine.
	process.env['RECHECK_SYNC_BACKEND'] = 'pure';
	return (await import('recheck')).checkSync;
}

const nameOf = ({ path, source, flags }: Expression) => `${path} /${source}/${flags}`;

describe('regular expressions', function () {
	this.timeout(600_000);
	const expressions = readExpressions(['src', 'gateway/src']);
	let slow: readonly string[];
	let quadratic: string;

	before(async () => {
		const check = await loadChecker();
		quadratic = check('^Mon .*\\d{4}.* Z', '', PARAMETERS).status;
		const verdicts = new Map<string, string>();
		slow = expressions
			.filter(({ source, flags }) => {
				const key = `${source}/${flags}`;
				const verdict = verdicts.get(key) ?? check(source, flags, PARAMETERS).status;
				verdicts.set(key, verdict);
				return verdict !== 'safe';
			})
			.map(nameOf);
	});

	it('finds literals and those that are put together', () => {
		expect(expressions.length).to.be.greaterThan(100);
		expect(expressions.map(nameOf)).to.include(
			'src/browser-plugin/find-oppref.ts /[?&#]oppref=([^&#]{1,2048})(?![^&#])/',
		);
	});

	it('are judged: one that read times in quadratic time is found', () => {
		expect(quadratic).to.equal('vulnerable');
	});

	it('take linear time, or are read from texts of limited length', () => {
		expect(slow.filter((name) => ACCEPTED[name] === undefined)).to.deep.equal([]);
	});

	it('are accepted only as long as they need to be', () => {
		expect(Object.keys(ACCEPTED).filter((name) => !slow.includes(name))).to.deep.equal([]);
	});
});
