/** `canary`: an example of each mapped event, through the mapper, to OpenAI with `validate_only`. Offline: to our own copy of its rules. */

import {
	type BatchItem,
	createDelivery,
	createIntake,
	type Settings,
	withDefaultPorts,
} from 'openai-ads-destination/pipeline';
import type { PixelSettings } from '../settings/pixel-settings.js';
import { createExamples, type Example } from './canary-events.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { ANSWER_MS } from './probe.js';
import { say } from './say.js';

/** What decides whether an event goes is not asked here, but what it becomes. */
const ASKED: Partial<Omit<Settings, 'apiKey' | 'pixelId'>> = {
	validateOnly: true,
	shadow: false,
	testEvents: undefined,
	consent: false,
	bots: 'send',
	requireIdentifier: false,
	maxRetries: 0,
	requestTimeout: ANSWER_MS,
};

interface Tried {
	readonly name: string;
	readonly item?: BatchItem;
	/** Why it can't be sent. */
	readonly refusal?: string;
	/** Why nobody knows. */
	readonly doubt?: string;
}

export async function checkCanary({ destination }: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const settings = { ...destination, ...ASKED };
	const ports = withDefaultPorts(visit.ports);
	const mapped = await mapExamples(createExamples(settings, visit.ports.nowMs()), settings, visit);
	if (mapped.length === 0) return [say('canary_nothing', {})];
	const items = mapped.flatMap(({ item }) => item ?? []);
	const answers = visit.isOffline ? [] : await createDelivery(settings, ports)(items, visit.signal);
	const results = new Map(answers.map(({ result }, index) => [items[index], result]));
	const tried = mapped.map((one): Tried => {
		const result = one.item && results.get(one.item);
		if (result === undefined || result.outcome === 'accepted') return one;
		const detail = result.detail ?? result.reason;
		return result.outcome === 'failed' ? { ...one, doubt: detail } : { ...one, refusal: detail };
	});
	return judge(tried, visit.isOffline ? 'this version' : 'OpenAI');
}

/** Without those that the settings leave out on purpose. */
async function mapExamples(examples: readonly Example[], settings: Settings, visit: Visit): Promise<Tried[]> {
	const admissions = await createIntake(settings, withDefaultPorts(visit.ports))(examples.map(({ event }) => event));
	return admissions.flatMap(({ item, result }, index): Tried[] => {
		const name = examples[index]?.name ?? '';
		if (item !== undefined) return [{ name, item }];
		return result?.outcome === 'skipped' ? [] : [{ name, refusal: result?.detail ?? result?.reason ?? '' }];
	});
}

function judge(tried: readonly Tried[], who: string): Finding[] {
	const refused = tried.filter(({ refusal }) => refusal !== undefined);
	const doubts = tried.filter(({ doubt }) => doubt !== undefined);
	const evidence = { tried: tried.length, refused: refused.length, undecided: doubts.length };
	if (refused.length + doubts.length === 0) {
		return [say('canary_ok', { valid: tried.length, tried: tried.length, judge: who }, { evidence })];
	}
	const detail = doubts[0]?.doubt ?? '';
	return [
		...groupByDetail(refused).map(([detail, names]) =>
			say('canary_refused', { events: sayNames(names), detail }, { affected: names, evidence }),
		),
		...(doubts.length === 0 ? [] : [say('canary_failed', { tried: doubts.length, detail }, { evidence })]),
	];
}

/** One mistake may break every event. */
function groupByDetail(refused: readonly Tried[]): (readonly [detail: string, names: readonly string[]])[] {
	const groups = new Map<string, string[]>();
	for (const { name, refusal = '' } of refused) groups.set(refusal, [...(groups.get(refusal) ?? []), name]);
	return [...groups];
}

/** `Order Completed is`, `Order Completed and 2 others are` */
function sayNames([first = '', ...others]: readonly string[]): string {
	if (others.length === 0) return `${first} is`;
	return `${first} and ${others.length} ${others.length === 1 ? 'other' : 'others'} are`;
}
