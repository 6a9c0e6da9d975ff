import { expect } from 'chai';
import pg from 'pg';
import { toVerifiedUrl } from '../../../src/queue/postgres/verified-url.js';

const DB = 'postgres://shop:a%40b@db.example:6432/ads';

describe('toVerifiedUrl', () => {
	for (const mode of ['prefer', 'require', 'verify-ca']) {
		it(`says of sslmode=${mode} what is done`, () => {
			expect(toVerifiedUrl(`${DB}?sslmode=${mode}&sslrootcert=/ca.crt`)).to.match(
				/^postgres:\/\/shop:a%40b@db\.example:6432\/ads\?sslmode=verify-full&sslrootcert=/,
			);
		});
	}

	for (const rest of [
		'',
		'?sslmode=disable',
		'?sslmode=no-verify',
		'?sslmode=verify-full',
		'?sslmode=require&uselibpqcompat=true',
	]) {
		it(`leaves ${rest === '' ? 'a URL without it' : rest} as it is`, () => {
			expect(toVerifiedUrl(DB + rest)).to.equal(DB + rest);
		});
	}

	it('leaves nothing for the driver to warn of', () => {
		const warnings: string[] = [];
		const emitWarning = process.emitWarning;
		process.emitWarning = (warning: string | Error) => void warnings.push(String(warning));
		try {
			const { ssl } = new pg.Client({ connectionString: toVerifiedUrl(`${DB}?sslmode=require`) });
			expect([ssl, warnings]).to.deep.equal([{}, []]);
		} finally {
			process.emitWarning = emitWarning;
		}
	});
});
