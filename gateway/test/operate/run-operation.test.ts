import { expect } from 'chai';
import { AdminCallError } from '../../src/operate/admin-call.js';
import { forgetListed, type ListedLine } from '../../src/operate/forget-people.js';
import { OperatorError } from '../../src/operate/operator.js';
import { changePixel, listLetters, listPixels, replayLetters, withAnswers } from '../../src/operate/run-operation.js';
import { A_LETTER, A_PIXEL, anOperator } from './an-operator.js';

const NOW = Date.UTC(2026, 10, 22, 12);

function anOutput(isJson = false) {
	const printed: string[] = [];
	const told: string[] = [];
	const output = {
		isJson,
		print: (line: string) => void printed.push(line),
		tell: (line: string) => void told.push(line),
		nowMs: () => NOW,
	};
	return { output, printed, told };
}

describe('the operating commands', () => {
	it('show dead letters in a table of 80 columns', async () => {
		const { operator } = anOperator({
			deadLetters: async () => ({
				letters: [
					A_LETTER,
					{
						...A_LETTER,
						type: 'custom',
						name: 'a name of an event that is long',
						tooOld: true,
						detail: 'x\u001b[31m\ny',
					},
					{ ...A_LETTER, type: undefined, id: '', messageId: 'm9', tries: 0, eventKept: false, detail: '' },
				],
			}),
		});
		const { output, printed } = anOutput();

		const code = await listLetters(operator, {}, 100, output);

		expect(code).to.equal(0);
		expect(printed).to.deep.equal([
			'AT                   TYPE                  REASON        TRY  ID',
			'2026-11-22 11:02:05  order_created         rejected        3  1001',
			'    shop-us, from backend: events[0].data: OpenAI refused the value. It was',
			'    tried three times alone while others passed.',
			'2026-11-22 11:02:05  a name of an even...  rejected        3  1001',
			'    shop-us, from backend, too old to replay: x [31m y',
			'2026-11-22 11:02:05  (unknown)             rejected        0  m9',
			'    shop-us, from backend, refused at the door',
		]);
	});

	it('show dead letters page by page, no more than wanted, and say that there are more', async () => {
		const pages: unknown[] = [];
		const { operator } = anOperator({
			deadLetters: async (_query, page) => {
				pages.push(page);
				return { letters: Array.from({ length: page.limit }, () => A_LETTER), older: 'next' };
			},
		});
		const { output, printed, told } = anOutput(true);

		await listLetters(operator, {}, 150, output);

		expect(pages).to.deep.equal([{ limit: 100 }, { limit: 50, before: 'next' }]);
		expect(printed).to.have.lengthOf(150);
		expect(JSON.parse(printed[0] ?? '')).to.deep.equal(A_LETTER);
		expect(told.join()).to.include('--limit');
	});

	it('end with 0 if there is nothing', async () => {
		const { operator } = anOperator({ deadLetters: async () => ({ letters: [] }) });
		const { output, printed, told } = anOutput();

		expect(await listLetters(operator, {}, 100, output)).to.equal(0);
		expect([printed, told]).to.deep.equal([[], ['There are no such dead letters.']]);
	});

	it('show pixels in a table of 80 columns', async () => {
		const idle = {
			...A_PIXEL,
			name: 'shop-eu',
			state: 'sending' as const,
			waiting: 0,
			deadLetters: 0,
			since: undefined,
			reason: undefined,
			oldestDeadline: undefined,
		};
		const { operator } = anOperator({ pixels: async () => [A_PIXEL, idle] });
		const { output, printed } = anOutput();

		await listPixels(operator, output);

		expect(printed).to.deep.equal([
			'PIXEL                   STATE        WAITING  OLDEST    LEFT      DEAD',
			'shop-us                 holding        1,221   2.0 h   6.9 d        14',
			'    since 2026-11-22 10:00:00: OpenAI refuses the key (401).',
			'shop-eu                 sending            0       -       -         0',
		]);
	});

	it('end a replay with 1 if something is too old', async () => {
		const { operator } = anOperator({ replay: async () => ({ replayed: 1200, tooOld: 1, notKept: 0, hasMore: true }) });
		const { output, printed } = anOutput();

		const code = await replayLetters(operator, {}, { max: 10_000, isDryRun: false }, output);

		expect(code).to.equal(1);
		expect(printed).to.deep.equal([
			'Put back 1,200 events into the queue.',
			'1 event is too old: OpenAI takes none older than 7 days.',
			'There are more. Run the command again.',
		]);
	});

	it('end with 1 if a pixel stays paused, since the configuration says so', async () => {
		const { operator } = anOperator({
			resume: async () => ({ ...A_PIXEL, state: 'paused', reason: 'The configuration says `paused`.' }),
		});
		const { output, printed } = anOutput();

		const code = await changePixel(operator, 'shop-us', 'resume', output);

		expect(code).to.equal(1);
		expect(printed.join()).to.include('still paused').and.to.include('The configuration says');
	});

	for (const [what, error, code] of [
		['a pixel that there is not', new OperatorError('unknown_pixel', 'None.'), 2],
		['no room in the queue', new OperatorError('busy', 'Full.'), 1],
		['no gateway', new AdminCallError('absent', 'Nobody answers.'), 2],
		['something else at that address', new AdminCallError('unreadable', 'What?'), 2],
		['a wrong token', new AdminCallError('refused', 'No.', 'wrong_token'), 2],
		['actions that are off', new AdminCallError('refused', 'No.', 'actions_off'), 1],
	] as const) {
		it(`end with ${code} and a sentence for ${what}`, async () => {
			const { output, told } = anOutput();

			const ended = await withAnswers(output, async () => {
				throw error;
			});

			expect(ended).to.equal(code);
			expect(told).to.deep.equal([`openai-ads: ${error.message}`]);
		});
	}

	describe('forget', () => {
		async function* toLines(...texts: (string | undefined)[]): AsyncGenerator<ListedLine[]> {
			yield texts.map((text, index) => ({ number: index + 1, text }));
		}

		it('reads a list: user ids, objects, and lines that are both an id and an e-mail address', async () => {
			const { operator, calls } = anOperator();
			const { output, printed } = anOutput(true);

			const code = await forgetListed(operator, toLines('u1', ' {"anonymousId":"a1"}', 'jane@shop.example'), output);

			expect(code).to.equal(0);
			expect(calls).to.deep.equal([
				[
					'forget',
					[{ userId: 'u1' }, { anonymousId: 'a1' }, { userId: 'jane@shop.example' }, { email: 'jane@shop.example' }],
				],
			]);
			expect(JSON.parse(printed[0] ?? '')).to.deep.equal({ people: 3, refused: 0, queued: 1, dead: 0, profiles: 2 });
		});

		it('goes on after lines that name nobody, names their numbers and nothing of them, and ends with 1', async () => {
			const { operator, calls } = anOperator();
			const { output, told } = anOutput();

			const code = await forgetListed(
				operator,
				toLines('guest', '{"mark":1}', undefined, '{broken-mark', 'u2'),
				output,
			);

			expect(code).to.equal(1);
			expect(calls).to.deep.equal([['forget', [{ userId: 'u2' }]]]);
			expect(told.filter((line) => line.startsWith('line ')).map((line) => line.slice(0, 7))).to.deep.equal([
				'line 1:',
				'line 2:',
				'line 3:',
				'line 4:',
			]);
			expect(told.join()).not.to.match(/guest|mark/);
		});

		it('asks for at most 1000 people at a time', async () => {
			const { operator, calls } = anOperator();

			await forgetListed(operator, toLines(...Array.from({ length: 2500 }, (_, n) => `user-${n}`)), anOutput().output);

			expect(calls.map(([, people]) => (people as unknown[]).length)).to.deep.equal([1000, 1000, 500]);
		});
	});
});
