/** Makes the checks: all that can at once, each within its time, their findings in the order of the table. */

import { AccountSilence } from './account-reader.js';
import type { Check, Doctor } from './check.js';
import { CHECKS } from './checks.js';
import type { CheckId, Finding } from './finding.js';
import { GatewaySilence } from './gateway-reader.js';
import { say, sayBroke, saySkipped, sayTooLate } from './say.js';

/** Of one check, and of all of them. (product decision) */
const CHECK_MS = 10_000;
const ALL_MS = 25_000;

export interface RunOptions {
	/** Only this one, with those it needs, which are not shown. */
	readonly only?: CheckId | undefined;
	readonly checks?: readonly Check[];
}

export async function runChecks(doctor: Doctor, { only, checks = CHECKS }: RunOptions = {}): Promise<Finding[]> {
	const endMs = doctor.ports.nowMs() + ALL_MS;
	const runs = new Map<CheckId, Promise<readonly Finding[]>>();
	const start = (check: Check): Promise<readonly Finding[]> => {
		const known = runs.get(check.id);
		if (known !== undefined) return known;
		const needed = (doctor.isOffline ? [] : check.needs).flatMap((id) => checks.filter((other) => other.id === id));
		const run = Promise.all(needed.map(start)).then((found) => runCheck(check, doctor, { found: found.flat(), endMs }));
		runs.set(check.id, run);
		return run;
	};
	const wanted = checks.filter(({ id, asks }) => (only ?? id) === id && (!doctor.isOffline || asks === 'local'));
	return (await Promise.all(wanted.map(start))).flat();
}

interface Before {
	/** Findings of the checks that this one needs. */
	readonly found: readonly Finding[];
	readonly endMs: number;
}

async function runCheck(check: Check, doctor: Doctor, before: Before): Promise<readonly Finding[]> {
	const { id } = check;
	if (id !== 'variables' && id !== 'settings' && doctor.configuration === undefined)
		return [saySkipped(id, 'not_made_settings')];
	if (check.asks === 'gateway' && doctor.gateway === undefined) return [saySkipped(id, 'not_made_admin_off')];
	if (check.asks === 'account' && doctor.account === undefined) return [saySkipped(id, 'not_made_no_account_key')];
	if (!check.isPerPixel) return withinTime(check, doctor, before.endMs, (signal) => check.run({ ...doctor, signal }));
	const { pixels = [] } = doctor.configuration ?? {};
	const found = pixels.map(async (pixel) => {
		const own = isBlocked(before.found, pixels.length === 1 ? undefined : pixel.name)
			? [say('canary_needs_key', {})]
			: await withinTime(check, doctor, before.endMs, (signal) => check.run(pixel, { ...doctor, signal }));
		return pixels.length === 1 ? own : own.map((finding) => ({ ...finding, pixel: pixel.name }));
	});
	return (await Promise.all(found)).flat();
}

function isBlocked(found: readonly Finding[], pixel: string | undefined): boolean {
	return found.some((finding) => finding.pixel === pixel && (finding.status === 'fail' || finding.status === 'skip'));
}

async function withinTime(
	{ id }: Check,
	{ ports, gateway }: Doctor,
	endMs: number,
	run: (signal: AbortSignal) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
	const [late, over] = [new AbortController(), new AbortController()];
	const ms = Math.max(0, Math.min(CHECK_MS, endMs - ports.nowMs()));
	const timeUp = ports.sleep(ms, over.signal).then(
		() => {
			late.abort(new DOMException('late', 'TimeoutError'));
			return [sayTooLate(id, Math.round(ms / 1000))];
		},
		() => [],
	);
	try {
		const made = run(late.signal).catch((error: unknown) => [explain(id, error, gateway?.place ?? '')]);
		return await Promise.race([made, timeUp]);
	} finally {
		over.abort();
	}
}

function explain(id: CheckId, error: unknown, place: string): Finding {
	if (error instanceof GatewaySilence) return saySkipped(id, error.code, { place, why: error.message });
	if (error instanceof AccountSilence) {
		if (error.code === 'refused' && id === 'account') return say('account_key_refused', { status: error.message });
		const why = error.message;
		return error.code === 'refused'
			? saySkipped(id, 'not_made_needs', { needed: 'an Advertiser key that works' })
			: saySkipped(id, error.code, { why });
	}
	return sayBroke(id, error instanceof Error ? error.name : 'unknown');
}
