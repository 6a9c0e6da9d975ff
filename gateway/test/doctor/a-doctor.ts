/** The command around fakes of OpenAI's two APIs and of a gateway: what it prints for an environment and its answers. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

export async function see(scene: Scene): Promise<Seen> {
	const calls: Seen['calls'][number][] = [];
	const fetch: Doctor['ports']['fetch'] = async (url, init) => {
		const at = new URL(url);
		const route = `${init.method ?? 'GET'} ${at.pathname}`;
		const key = new Headers(init.headers).get('authorization') ?? '';
		calls.push({ route, url, body: String(init.body ?? ''), key });
		const found = { ...GOOD, ...scene.answers }[route] ?? {
			status: 404,
			body: { error: { code: 'not_found', message: 'No.' } },
		};
		if (found instanceof Error) throw found;
		const { status = 200, body, headers } = typeof found === 'function' ? found(at, String(init.body)) : found;
		const date = new Date(NOW - 500).toUTCString();
		return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
			status,
			headers: { date, ...headers },
		});
	};
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
	const isStrict = scene.isStrict === true;
	return { findings, calls, ...report(findings, doctor, { isJson: false, isStrict }) };
}
