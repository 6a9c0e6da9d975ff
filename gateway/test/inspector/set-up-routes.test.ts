import { expect } from 'chai';
import { fastify } from 'fastify';
import { addErrorAnswers } from '../../src/http/error-answers.js';
import { addSetUpRoutes, type SetUpPort } from '../../src/inspector/set-up-routes.js';

describe('/api/set-up/check-key', () => {
	function anApp() {
		const clock = { ms: 0 };
		const asked: unknown[] = [];
		const setUp: SetUpPort = {
			form: async () => ({}),
			check: async () => ({}),
			checkKeys: async (body) => {
				asked.push(body);
				return { asked: 'openai', findings: [] };
			},
		};
		const post = async (port: SetUpPort | undefined, payload: object) =>
			app(port).inject({ method: 'POST', url: '/api/set-up/check-key', payload });
		const apps = new Map<unknown, ReturnType<typeof fastify>>();
		const app = (port: SetUpPort | undefined) => {
			const known = apps.get(port) ?? fastify();
			if (!apps.has(port)) {
				addErrorAnswers(known, 'No such route.');
				addSetUpRoutes(known, { setUp: port, monotonicMs: () => clock.ms });
				apps.set(port, known);
			}
			return known;
		};
		return { clock, asked, setUp, post };
	}

	it('asks once in 5 s, and says when again', async () => {
		const { clock, asked, setUp, post } = anApp();
		await post(setUp, { n: 1 });
		clock.ms = 2500;

		const early = await post(setUp, { n: 2 });
		clock.ms = 5000;
		const again = await post(setUp, { n: 3 });

		expect([early.statusCode, early.headers['retry-after'], again.statusCode]).to.deep.equal([429, '3', 200]);
		expect(early.json().error.message).to.equal('Keys are checked once in 5 s. Try again in 3 s.');
		expect(asked).to.deep.equal([{ n: 1 }, { n: 3 }]);
	});

	it('refuses a body longer than twenty keys', async () => {
		const { asked, setUp, post } = anApp();

		const { statusCode } = await post(setUp, { key: 'k'.repeat(96 * 1024) });

		expect([statusCode, asked]).to.deep.equal([413, []]);
	});

	it('does not exist where nothing is set up', async () => {
		const { post } = anApp();

		expect((await post(undefined, {})).statusCode).to.equal(404);
	});
});
