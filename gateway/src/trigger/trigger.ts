/** `openai-ads trigger`: sends an example, waits for its fate and says it. */

import { EXAMPLES, type ExampleEvent } from '../examples/examples.js';
import type { AdminAccess } from '../operate/admin-call.js';
import { toPrintable } from '../terminal/fit.js';
import type { Style } from '../terminal/style.js';
import { type BuildOptions, type BuiltEvent, buildEvents } from './build-events.js';
import { describeFate, describeFates } from './describe-fate.js';
import { findNextNumber, type WaitPorts, waitForFates } from './find-fates.js';
import { postEvents, readMode, type Target } from './gateway-calls.js';

export interface TriggerPorts extends WaitPorts {
	readonly style: Style;
	readonly width: number;
	/** As this command was told where the gateway is: ` --to http://127.0.0.1:8080`. */
	readonly flags: string;
	print(line: string): void;
	/** Asked before something is counted that nobody did. */
	confirm(question: string): Promise<boolean>;
	/** Unix milliseconds. */
	nowMs(): number;
}

type Wanted = Omit<BuildOptions, 'first' | 'nowMs'>;

/** As long as a queue knows ids, in seconds: numbers of this span name no event twice. */
const KNOWN_SECONDS = 8 * 24 * 3600;
const QUESTION = 'Without the mark of an example OpenAI counts it as a real conversion. Send it?';

/**
 * @returns 0 if all were accepted, or remembered where that is what they are for; 1 on any other fate
 * @throws StartError if no gateway answers, AdminCallError if its admin listener does not
 */
export async function trigger(
	access: AdminAccess,
	target: Target,
	wanted: Wanted,
	ports: TriggerPorts,
): Promise<0 | 1> {
	const mode = await readMode(target);
	if (mode === 'live' && wanted.isLive && !(await ports.confirm(QUESTION))) {
		ports.print('Nothing was sent.');
		return 1;
	}
	const first = await findNextNumber(access);
	const code = await attempt(access, target, { ...wanted, first, mode }, ports);
	if (code !== 'duplicate') return code;
	// The gateway was started again and its queue knows this id from before: the clock has one that it does not know.
	const fresh = Math.floor(ports.nowMs() / 1000) % KNOWN_SECONDS;
	const again = await attempt(access, target, { ...wanted, first: fresh, mode }, ports);
	return again === 'duplicate' ? 1 : again;
}

type Attempt = Wanted & { readonly first: number; readonly mode: string };

async function attempt(
	access: AdminAccess,
	target: Target,
	wanted: Attempt,
	ports: TriggerPorts,
): Promise<0 | 1 | 'duplicate'> {
	const { style, width, flags, print, monotonicMs } = ports;
	const built = buildEvents({ ...wanted, nowMs: ports.nowMs() });
	const lasts = built.flatMap((events) => events.at(-1) ?? []);
	const startedMs = monotonicMs();
	const refusal = await postEvents(target, built.flat());
	const fates = await waitForFates(access, new Set(lasts.map(({ messageId }) => messageId)), ports);
	const tookMs = monotonicMs() - startedMs;
	const found = [...fates.values()];
	if (found.some(({ reason }) => reason === 'duplicate')) return 'duplicate';
	const [{ messageId, event } = { messageId: '', event: {} }] = lasts;
	print(`${wanted.mode} on ${new URL(target.url).host}: ${describeSent(wanted, messageId, event)}`);
	print('');
	const context = { style, width, flags, origin: access.origin, messageId, name: wanted.name, tookMs };
	const lines =
		wanted.count === 1
			? describeFate(found[0], { ...context, isMarked: !wanted.isLive, mode: wanted.mode })
			: describeFates(found, wanted.count, style);
	for (const line of lines) print(line);
	if (refusal !== undefined && found.length === 0) print(refusal);
	const isWell = ({ outcome, reason }: { outcome: string; reason?: string | undefined }) =>
		outcome === 'accepted' || reason === 'profile_remembered';
	return found.length === wanted.count && found.every(isWell) ? 0 : 1;
}

/** @param event as it was sent: `--set` may have given it another name */
function describeSent({ name, count, without }: Attempt, messageId: string, event: BuiltEvent['event']): string {
	const rows: readonly ExampleEvent[] = EXAMPLES[name];
	const what = `${toPrintable(String(event['event'] ?? event['type'] ?? name))} ${messageId}`;
	if (count > 1) return `${count} x ${what} and following`;
	const hasClick = rows[0]?.type !== 'identify' && !without.has('oppref');
	return `${what}, ${hasClick ? 'with' : 'without'} an ad click`;
}
