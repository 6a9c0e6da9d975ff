/** The command around fakes of OpenAI's two APIs and of a gateway: what it prints for an environment and its answers. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import type { Check, Doctor } from '../../src/doctor/check.js';
import { createDoctor } from '../../src/doctor/create-doctor.js';
import type { CheckId, Finding } from '../../src/doctor/finding.js';
import { report } from '../../src/doctor/report.js';
import { runChecks } from '../../src/doctor/run-checks.js';
import { temporaryFolder } from '../temporary-folder.js';

export const NOW = Date.UTC(2026, 10, 26, 14, 2);
export const KEYS = { OPENAI_CONVERSIONS_API_KEY: 'sk-svcacct-conversions', OPENAI_ADS_PIXEL_ID: 'px1' };
export const ADVERTISER = { OPENAI_ADS_API_KEY: 'sk-svcacct-advertiser' };

export type Answer = { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> };
/** `GET /api/overview` or `POST /v1/events` to the answer; an Error breaks the connection. */
export type Answers = Readonly<Record<string, Answer | Error | ((url: URL, body: string) => Answer)>>;

export interface Scene {
	readonly env?: Readonly<Record<string, string>>;
	readonly config?: object;
	readonly answers?: Answers;
	readonly isOffline?: boolean;
	readonly only?: CheckId;
	readonly checks?: readonly Check[];
	readonly ports?: Partial<Doctor['ports']>;
	readonly isStrict?: boolean;
}

export const PIXEL = {
	name: 'default',
	pixelId: 'px1',
	state: 'sending',
	waiting: 4,
	bytes: 900,
	oldestSeconds: 1,
	oldestDeadline: new Date(NOW + 6.9 * 86_400_000).toISOString(),
	deadLetters: 0,
};

const GOOD: Answers = {
	'POST /v1/events': (_, body) => ({ body: { accepted_events: JSON.parse(body).events.length } }),
	'GET /api/pixels': { body: [PIXEL] },
};

export interface Seen {
	readonly findings: readonly Finding[];
	readonly text: string;
	readonly exitCode: number;
	/** Method and path of each request, and what it carried. */
	readonly calls: readonly {
		readonly route: string;
		readonly url: string;
		readonly body: string;
		readonly key: string;
	}[];
}

const NOT_FOUND: Answer = { status: 404, body: { error: { code: 'not_found', message: 'No.' } } };

/** Takes every request, to OpenAI's two APIs and to the gateway alike. */
function answerAs(answers: Answers): void {
	const scope = nock(/.*/).persist();
	for (const method of ['GET', 'POST']) {
		scope.intercept(/.*/, method).reply(function (uri, sent, done) {
			const url = new URL(uri, `http://${String(this.req.headers['host'])}`);
			const found = answers[`${method} ${url.pathname}`] ?? NOT_FOUND;
			if (found instanceof Error) return done(found, [500]);
			const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
			const { status = 200, body, headers } = typeof found === 'function' ? found(url, text) : found;
			const date = new Date(NOW - 500).toUTCString();
			done(null, [status, typeof body === 'string' ? body : JSON.stringify(body), { date, ...headers }]);
		});
	}
}

export async function see(scene: Scene): Promise<Seen> {
	const calls: Seen['calls'][number][] = [];
	const fetch: Doctor['ports']['fetch'] = (url, init) => {
		const route = `${init.method ?? 'GET'} ${new URL(url).pathname}`;
		const key = new Headers(init.headers).get('authorization') ?? '';
		calls.push({ route, url, body: String(init.body ?? ''), key });
		return globalThis.fetch(url, init);
	};
	answerAs({ ...GOOD, ...scene.answers });
	const ports = { ...withDefaultPorts(), nowMs: () => NOW, fetch, ...scene.ports };
	const configFile = scene.config && join(temporaryFolder(), 'config.json');
	if (configFile !== undefined) writeFileSync(configFile, JSON.stringify(scene.config));
	const stop = new AbortController();
	const doctor = await createDoctor({
		environment: { ...KEYS, ...scene.env },
		configFile,
		isOffline: scene.isOffline === true,
		stop: stop.signal,
		toAccess: () => ({ origin: 'http://127.0.0.1:8789', token: undefined, fetch }),
		toPorts: async () => ports,
	});
	const findings = await runChecks(doctor, {
		...(scene.only === undefined ? {} : { only: scene.only }),
		...(scene.checks === undefined ? {} : { checks: scene.checks }),
	});
	stop.abort();
	nock.cleanAll();
	const isStrict = scene.isStrict === true;
	return { findings, calls, ...report(findings, doctor, { isJson: false, isStrict }) };
}
