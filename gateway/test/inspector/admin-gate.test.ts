import { expect } from 'chai';
import { ADMIN_HEADER, createAdminGate, type GateRequest, type GateRules } from '../../src/inspector/admin-gate.js';
import { createSignIn, type SignIn } from '../../src/inspector/sign-in.js';

const TOKEN = 'a-token-of-the-operator';
const OWN = { host: '127.0.0.1:8789' };
const JSON_POST = { ...OWN, 'content-type': 'application/json', [ADMIN_HEADER]: '1' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The status that the gate answers, and its code; 200 if it lets the request pass. */
function judge(request: Partial<GateRequest>, rules: Partial<GateRules & { token: string }> = {}): [number, string?] {
	return judgeBy(aGate(rules).gate, request);
}

function aGate(rules: Partial<GateRules & { token: string }> = {}, nowMs: () => number = () => 0) {
	const { token, ...others } = rules;
	const signIn: SignIn = createSignIn({ token, port: 8789 }, nowMs);
	return { gate: createAdminGate({ port: 8789, hosts: [], allowsActions: true, ...others }, signIn), signIn };
}

function judgeBy(gate: (request: GateRequest) => void, request: Partial<GateRequest>): [number, string?] {
	try {
		gate({ method: 'GET', path: '/api/pixels', headers: OWN, address: '127.0.0.1', ...request });
		return [200];
	} catch (error) {
		const { statusCode, code } = error as { statusCode: number; code: string };
		return [statusCode, code];
	}
}

describe('the gate of the admin listener', () => {
	describe('knows the names it may be called by', () => {
		const hosts = ['admin.shop.example', 'tls.shop.example:443', 'other.shop.example:9000'];
		for (const [host, status] of [
			['127.0.0.1:8789', 200],
			['localhost:8789', 200],
			['LOCALHOST:8789', 200],
			['[::1]:8789', 200],
			['127.0.0.1', 421],
			['127.0.0.1:8787', 421],
			['evil.example:8789', 421],
			['localhost.evil.example:8789', 421],
			['127.0.0.1.evil.example:8789', 421],
			['0.0.0.0:8789', 421],
			['', 421],
			['localhost:8789, evil.example', 421],
			[`${'a'.repeat(300)}:8789`, 421],
			['admin.shop.example:8789', 200],
			['Admin.Shop.Example:8789', 200],
			['admin.shop.example', 421],
			['tls.shop.example', 200],
			['tls.shop.example:443', 200],
			['tls.shop.example:8789', 421],
			['other.shop.example:9000', 200],
			['other.shop.example:8789', 421],
			['shop.example:8789', 421],
		] as const) {
			it(`answers ${status} to Host ${host.slice(0, 40) || '(none)'}`, () => {
				expect(judge({ headers: { host } }, { hosts })[0]).to.equal(status);
			});
		}

		it('answers 421 without a Host', () => {
			expect(judge({ headers: {} })).to.deep.equal([421, 'wrong_host']);
		});

		it('takes the right token for any name, since pods are scraped by address', () => {
			const headers = { host: '10.0.0.7:8789', ...bearer(TOKEN) };

			expect(judge({ path: '/metrics', headers, address: '10.0.0.3' }, { token: TOKEN })).to.deep.equal([200]);
		});
	});

	describe('refuses what a page of another site can make a browser send', () => {
		for (const [headers, answer] of [
			[{ origin: 'https://evil.example' }, [403, 'foreign_page']],
			[{ origin: 'null' }, [403, 'foreign_page']],
			[{ origin: 'http://127.0.0.1:3000' }, [403, 'foreign_page']],
			[{ origin: 'http://127.0.0.1:8789.evil.example' }, [403, 'foreign_page']],
			[{ origin: 'http://localhost:8789' }, [403, 'foreign_page']],
			[{ 'sec-fetch-site': 'cross-site' }, [403, 'foreign_page']],
			[{ 'sec-fetch-site': 'same-site' }, [403, 'foreign_page']],
			[{ 'sec-fetch-site': 'same-origin, cross-site' }, [403, 'foreign_page']],
			[{ origin: 'http://127.0.0.1:8789' }, [200]],
			[{ 'sec-fetch-site': 'same-origin' }, [200]],
			[{ 'sec-fetch-site': 'none' }, [200]],
		] as const) {
			for (const method of ['GET', 'HEAD', 'POST']) {
				it(`answers ${answer[0]} to ${method} with ${JSON.stringify(headers)}`, () => {
					const own = method === 'POST' ? JSON_POST : OWN;

					expect(judge({ method, headers: { ...own, ...headers } })).to.deep.equal(answer);
				});
			}
		}

		it('does so also for a request with the token', () => {
			const headers = { ...OWN, ...bearer(TOKEN), origin: 'https://evil.example' };

			expect(judge({ headers }, { token: TOKEN })).to.deep.equal([403, 'foreign_page']);
		});

		it('and for metrics and unknown routes', () => {
			const headers = { ...OWN, 'sec-fetch-site': 'cross-site' };

			expect(judge({ path: '/metrics', headers })).to.deep.equal([403, 'foreign_page']);
			expect(judge({ path: '/nothing', headers })).to.deep.equal([403, 'foreign_page']);
		});
	});

	describe('lets nothing be changed by a form', () => {
		const without = (name: string) => Object.fromEntries(Object.entries(JSON_POST).filter(([key]) => key !== name));
		for (const [what, headers, answer] of [
			['JSON and the header', JSON_POST, [200]],
			['a charset', { ...JSON_POST, 'content-type': 'application/json; charset=utf-8' }, [200]],
			['no content type', without('content-type'), [415, 'bad_request']],
			['text/plain', { ...JSON_POST, 'content-type': 'text/plain' }, [415, 'bad_request']],
			['a form', { ...JSON_POST, 'content-type': 'application/x-www-form-urlencoded' }, [415, 'bad_request']],
			['application/jsonx', { ...JSON_POST, 'content-type': 'application/jsonx' }, [415, 'bad_request']],
			[
				'text/plain; application/json',
				{ ...JSON_POST, 'content-type': 'text/plain; application/json' },
				[415, 'bad_request'],
			],
			['no header', without(ADMIN_HEADER), [403, 'not_by_admin']],
			['another value', { ...JSON_POST, [ADMIN_HEADER]: 'true' }, [403, 'not_by_admin']],
		] as const) {
			it(`answers ${answer[0]} to a POST with ${what}`, () => {
				expect(judge({ method: 'POST', headers })).to.deep.equal(answer);
			});
		}

		for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE']) {
			it(`answers 405 to ${method}, so that no preflight is ever granted`, () => {
				expect(judge({ method, headers: JSON_POST })).to.deep.equal([405, 'bad_request']);
			});
		}

		it('answers 403 to a POST where actions are off, and still lets be read', () => {
			expect(judge({ method: 'POST', headers: JSON_POST }, { allowsActions: false })).to.deep.equal([
				403,
				'actions_off',
			]);
			expect(judge({}, { allowsActions: false })).to.deep.equal([200]);
		});

		it('lets settings be checked where actions are off, since that changes nothing, and no key', () => {
			const check = { method: 'POST', path: '/api/set-up/check', headers: JSON_POST };

			expect(judge(check, { allowsActions: false })).to.deep.equal([200]);
			expect(judge(check, { allowsActions: false, token: TOKEN })).to.deep.equal([401, 'wrong_token']);
			expect(judge({ ...check, path: '/api/set-up/check/x' }, { allowsActions: false })[0]).to.equal(403);
			expect(judge({ ...check, path: '/api/set-up/check-key' }, { allowsActions: false })).to.deep.equal([
				403,
				'actions_off',
			]);
		});
	});

	describe('with a token', () => {
		const rules = { token: TOKEN };

		for (const [what, request, answer] of [
			['the token', { headers: { ...OWN, ...bearer(TOKEN) } }, [200]],
			['the token in lower-case bearer', { headers: { ...OWN, authorization: `bearer  ${TOKEN}` } }, [200]],
			['no token', {}, [401, 'wrong_token']],
			['a wrong token', { headers: { ...OWN, ...bearer('another-token-of-some') } }, [401, 'wrong_token']],
			['the beginning of the token', { headers: { ...OWN, ...bearer(TOKEN.slice(0, -1)) } }, [401, 'wrong_token']],
			['Basic', { headers: { ...OWN, authorization: `Basic ${TOKEN}` } }, [401, 'wrong_token']],
			[
				'the token behind a long text',
				{ headers: { ...OWN, authorization: `Bearer ${'x'.repeat(9999)} ${TOKEN}` } },
				[401, 'wrong_token'],
			],
			['metrics on this machine without one', { path: '/metrics' }, [200]],
			['metrics from elsewhere without one', { path: '/metrics', address: '10.0.0.3' }, [401, 'wrong_token']],
			[
				'metrics through a proxy on this machine',
				{ path: '/metrics', headers: { ...OWN, 'x-forwarded-for': '10.0.0.3' } },
				[401, 'wrong_token'],
			],
			[
				'a wrong token for metrics',
				{ path: '/metrics', headers: { ...OWN, ...bearer('another-token-of-some') } },
				[401, 'wrong_token'],
			],
		] as const) {
			it(`answers ${answer[0]} to ${what}`, () => {
				expect(judge(request, rules)).to.deep.equal(answer);
			});
		}

		it('does not need one from this machine if none is set', () => {
			expect(judge({ headers: { ...OWN, ...bearer('whatever') } })).to.deep.equal([200]);
		});

		it('stops an address that guesses for a minute after ten wrong ones, even with the right one', () => {
			let nowMs = 0;
			const { gate } = aGate(rules, () => nowMs);
			const call = (token: string, address = '10.0.0.3') =>
				judgeBy(gate, { headers: { ...OWN, ...bearer(token) }, address })[0];

			const tries = Array.from({ length: 11 }, () => call('another-token-of-some'));

			expect(tries).to.deep.equal([...Array.from({ length: 10 }, () => 401), 429]);
			expect(call(TOKEN)).to.equal(429);
			expect(call(TOKEN, '10.0.0.4')).to.equal(200);
			nowMs = 60_000;
			expect(call(TOKEN)).to.equal(200);
		});

		it('remembers a bounded number of addresses that guess', () => {
			const { gate } = aGate(rules);
			const guess = (address: string) => judgeBy(gate, { headers: { ...OWN, ...bearer('wrong') }, address })[0];

			for (let n = 0; n < 10; n++) guess('first');
			for (let n = 0; n < 1000; n++) guess(`10.0.${n >> 8}.${n & 255}`);

			expect(guess('first')).to.equal(401);
		});
	});

	describe('lets a browser sign in', () => {
		const rules = { token: TOKEN, allowsActions: false };
		const signed = (signIn: SignIn, token = TOKEN) => ({
			...OWN,
			cookie: `theme=dark; openai-ads-admin-8789=${signIn.open(token, '127.0.0.1')}`,
		});

		for (const [what, request, answer] of [
			['the form, in place of the page', { path: '/' }, [200]],
			['its files', { path: '/assets/page-A1.js' }, [200]],
			['the call that it makes', { method: 'POST', path: '/api/sign-in', headers: JSON_POST }, [200]],
			['what is no call of it', { method: 'POST', path: '/api/sign-in', headers: OWN }, [415, 'bad_request']],
			[
				'a call from another site',
				{ method: 'POST', path: '/api/sign-in', headers: { ...JSON_POST, origin: 'https://evil.example' } },
				[403, 'foreign_page'],
			],
			[
				'a call under another name',
				{ method: 'POST', path: '/api/sign-in', headers: { ...JSON_POST, host: 'evil.example:8789' } },
				[421, 'wrong_host'],
			],
			['the form under another name', { path: '/', headers: { host: 'evil.example:8789' } }, [421, 'wrong_host']],
			['GET of the call', { path: '/api/sign-in' }, [401, 'wrong_token']],
			[
				'what only begins like it',
				{ method: 'POST', path: '/api/sign-in/x', headers: JSON_POST },
				[403, 'actions_off'],
			],
			['to sign out', { method: 'POST', path: '/api/sign-out', headers: JSON_POST }, [401, 'wrong_token']],
			['a made-up cookie', { headers: { ...OWN, cookie: 'openai-ads-admin-8789=x' } }, [401, 'wrong_token']],
			['an empty cookie', { headers: { ...OWN, cookie: 'openai-ads-admin-8789=' } }, [401, 'wrong_token']],
			[
				'the token as a cookie',
				{ headers: { ...OWN, cookie: `openai-ads-admin-8789=${TOKEN}` } },
				[401, 'wrong_token'],
			],
		] as const) {
			it(`answers ${answer[0]} to ${what}`, () => {
				expect(judge(request, rules)).to.deep.equal(answer);
			});
		}

		it('for 12 hours, by a cookie that counts as the token', () => {
			let nowMs = 0;
			const { gate, signIn } = aGate(rules, () => nowMs);
			const headers = signed(signIn);

			expect(judgeBy(gate, { headers })).to.deep.equal([200]);
			nowMs = 12 * 3_600_000 - 1;
			expect(judgeBy(gate, { headers })).to.deep.equal([200]);
			nowMs += 1;
			expect(judgeBy(gate, { headers })).to.deep.equal([401, 'wrong_token']);
		});

		it('and still asks for everything else of a page', () => {
			const { gate, signIn } = aGate({ token: TOKEN });
			const headers = signed(signIn);

			expect(judgeBy(gate, { headers: { ...headers, origin: 'https://evil.example' } })[1]).to.equal('foreign_page');
			expect(judgeBy(gate, { method: 'POST', headers })[1]).to.equal('bad_request');
			expect(judgeBy(gate, { method: 'POST', headers: { ...JSON_POST, ...headers } })).to.deep.equal([200]);
		});

		it('until it signs out', () => {
			const { gate, signIn } = aGate(rules);
			const headers = signed(signIn);
			const other = signed(signIn);

			signIn.sessions.close(headers.cookie);

			expect(judgeBy(gate, { headers })).to.deep.equal([401, 'wrong_token']);
			expect(judgeBy(gate, { headers: other })).to.deep.equal([200]);
		});

		it('though somebody guesses at the same address', () => {
			const { gate, signIn } = aGate(rules);
			const headers = signed(signIn);
			for (let n = 0; n < 10; n++) expect(() => signIn.open('a-guess-of-somebody', '127.0.0.1')).to.throw('expected');

			expect(() => signIn.open(TOKEN, '127.0.0.1')).to.throw('Too many wrong tokens');
			expect(judgeBy(gate, { headers: { ...OWN, ...bearer(TOKEN) } })[0]).to.equal(429);
			expect(judgeBy(gate, { headers })).to.deep.equal([200]);
		});

		it('up to 100 at once, of which the oldest has to sign in again', () => {
			const { gate, signIn } = aGate(rules);
			const first = signed(signIn);
			const second = signed(signIn);
			for (let n = 0; n < 99; n++) signed(signIn);

			expect(judgeBy(gate, { headers: first })[0]).to.equal(401);
			expect(judgeBy(gate, { headers: second })[0]).to.equal(200);
		});

		it('and reads no header of cookies longer than 16 kB', () => {
			const { gate, signIn } = aGate(rules);
			const { cookie } = signed(signIn);

			expect(judgeBy(gate, { headers: { ...OWN, cookie: `${'a'.repeat(16_000)}; ${cookie}` } })[0]).to.equal(200);
			expect(judgeBy(gate, { headers: { ...OWN, cookie: `${'a'.repeat(16_384)}; ${cookie}` } })[0]).to.equal(401);
		});
	});

	it('lets a link to the page be followed from elsewhere, and nothing but the page', () => {
		const link = { ...OWN, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

		expect(judge({ path: '/', headers: link })).to.deep.equal([200]);
		expect(judge({ path: '/api/events', headers: link })).to.deep.equal([403, 'foreign_page']);
		expect(judge({ path: '/', headers: { ...link, 'sec-fetch-dest': 'iframe' } })).to.deep.equal([403, 'foreign_page']);
		expect(judge({ path: '/', headers: { ...link, 'sec-fetch-mode': 'no-cors' } })).to.deep.equal([
			403,
			'foreign_page',
		]);
	});
});
