import { expect } from 'chai';
import { createEventPrinter } from '../../src/tail/event-printer.js';
import type { PixelHealth, Summary } from '../../src/tail/summary.js';
import { PLAIN } from '../../src/terminal/style.js';

function aPrinter(fields: { readonly isJson?: boolean; readonly isLimited?: boolean } = {}) {
	const [lines, told]: [string[], string[]] = [[], []];
	const printer = createEventPrinter({
		style: PLAIN,
		width: 80,
		isJson: false,
		isLimited: true,
		print: (line) => lines.push(line),
		tell: (line) => told.push(line),
		nowMs: () => 0,
		...fields,
	});
	return { printer, lines, told };
}

const anEvent = (key: number, fields: Partial<Summary> = {}): Summary => ({
	key: String(key),
	at: '2026-11-26T14:02:01.000Z',
	pixel: 'default',
	name: 'page',
	id: `i${key}`,
	messageId: `m${key}`,
	outcome: 'accepted',
	source: 'server',
	...fields,
});

describe('createEventPrinter', () => {
	it('prints an end once, and the first wait for OpenAI, but not the moment in the queue', () => {
		const { printer, lines } = aPrinter();
		const waiting = { outcome: 'waiting' };

		printer.events([anEvent(1, waiting)]);
		printer.events([anEvent(1, { ...waiting, reason: 'retries_exhausted' })]);
		printer.events([anEvent(1, { ...waiting, reason: 'retries_exhausted' })]);
		printer.events([anEvent(1), anEvent(1)]);

		expect(lines.map((line) => line.slice(9, 11))).to.deep.equal(['..', 'ok']);
	});

	it('prints 50 lines a second and counts the others, with those that the gateway left out', () => {
		const { printer, lines } = aPrinter();

		printer.events(
			Array.from({ length: 60 }, (_, index) => anEvent(index)),
			400,
		);
		printer.second();
		printer.second();

		expect(lines).to.have.length(51);
		expect(lines.at(-1)).to.match(/ \.\. 410 more events this second$/);
	});

	it('prints every event as JSON, and says beside them what is missing', () => {
		const { printer, lines, told } = aPrinter({ isJson: true, isLimited: false });

		printer.events(
			Array.from({ length: 60 }, (_, index) => anEvent(index)),
			3,
		);
		printer.second();

		expect(lines.map((line) => JSON.parse(line).key)).to.have.length(60);
		expect(told).to.have.length(1);
	});

	it('says that a pixel is held and what to do, and that it sends again, once each', () => {
		const { printer, lines } = aPrinter();
		const held = { name: 'Shop US', state: 'holding', reason: 'OpenAI answered 401.', httpStatus: 401, waiting: 1221 };

		printer.health([{ name: 'Shop US', state: 'sending' }]);
		printer.health([held]);
		printer.health([held]);
		printer.health([{ name: 'Shop US', state: 'sending' }]);

		expect(lines.map((line) => line.slice(9))).to.deep.equal([
			'!! Shop US is held: OpenAI answered 401. 1,221 events wait.',
			'   > Create a Conversions API key under Tools, Conversions, and put it',
			'     into OPENAI_CONVERSIONS_API_KEY.',
			'ok Shop US sends again.',
		]);
	});

	const cures: readonly (readonly [standing: Omit<PixelHealth, 'name'>, cure: string])[] = [
		[{ state: 'holding', httpStatus: 403 }, '> Use the key and the pixel ID of one ad account: pixels.Shop'],
		[{ state: 'holding' }, '> npx --no openai-ads doctor'],
		[{ state: 'paused', pausedBy: 'command' }, "> openai-ads resume 'Shop US'"],
	];
	for (const [standing, cure] of cures) {
		it(`of several pixels says to one that is ${standing.state} ${cure}`, () => {
			const { printer, lines } = aPrinter();

			printer.health([
				{ name: 'Shop US', ...standing },
				{ name: 'Shop EU', state: 'sending' },
			]);

			expect(lines[1]?.trim()).to.equal(cure);
		});
	}

	it('has no command for a pixel that the configuration pauses', () => {
		const { printer, lines } = aPrinter();

		printer.health([{ name: 'shop', state: 'paused', pausedBy: 'settings' }]);

		expect(lines).to.have.length(1);
	});
});
