/** The gateway's own judgement of the draft, while it is typed. */

import { effect, signal } from '@preact/signals';
import type { Target } from '../../src/set-up/target.js';
import type { FieldValue } from '../../src/set-up/to-segment-form.js';
import { getJson, postJson } from '../state/api.js';
import type { Finding } from '../state/shapes.js';
import { toText } from '../state/to-text.js';
import { draft, forTarget } from './draft.js';
import type { Form } from './form.js';

export interface Checked {
	readonly problems: readonly Problem[];
	readonly missing: readonly string[];
	readonly findings: readonly Finding[];
	readonly placed?: {
		readonly variables: readonly (readonly [name: string, value: string])[];
		readonly file: Readonly<Record<string, unknown>>;
	};
	readonly fields?: Readonly<Record<string, FieldValue>>;
}

interface Problem {
	/** `destination.eventMapping.0.to`; a variable's name where no setting is meant. */
	readonly at: string;
	readonly message: string;
}

/** Long enough that words are not judged letter by letter. Our choice. */
const PAUSE_MS = 300;

export const target = signal<Target>('rudderstack');
export const form = signal<Form | undefined>(undefined);
export const checked = signal<Checked | undefined>(undefined);
/** Why nothing could be checked. */
export const trouble = signal('');
/** Whether what is shown is about what is filled in. */
export const isCurrent = signal(false);

let round = 0;

/** Checks now, and again after each change. @returns ends it */
export function startChecking(): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const stop = effect(() => {
		const body = { target: target.value, ...forTarget(draft.value, target.value) };
		isCurrent.value = false;
		round += 1;
		const own = round;
		clearTimeout(timer);
		timer = setTimeout(() => void check(body, own), checked.peek() === undefined ? 0 : PAUSE_MS);
	});
	return () => {
		stop();
		clearTimeout(timer);
		round += 1;
		checked.value = undefined;
	};
}

export async function loadForm(): Promise<void> {
	try {
		form.value ??= await getJson<Form>('/api/set-up');
	} catch (error) {
		trouble.value = toText(error);
	}
}

interface Answer extends Omit<Checked, 'problems'> {
	readonly problems: readonly string[];
}

async function check(body: object, own: number): Promise<void> {
	try {
		const answer = await postJson<Answer>('/api/set-up/check', body);
		if (own !== round) return;
		checked.value = { ...answer, problems: answer.problems.map(toProblem) };
		trouble.value = '';
		isCurrent.value = true;
	} catch (error) {
		if (own === round) trouble.value = toText(error);
	}
}

/** `destination.eventMapping[0].to: expected ...` */
function toProblem(line: string): Problem {
	const [, at = '', message = line] = /^(\S+?): (.*)$/s.exec(line) ?? [];
	return { at: at.replace(/\[(\d+)\]/g, '.$1'), message };
}

/** What is wrong at a place, and with a leaf also inside it. */
export function problemsAt(place: string, isLeaf: boolean): readonly Problem[] {
	return (checked.value?.problems ?? []).filter(({ at }) => (isLeaf ? isWithin(at, place) : at === place));
}

export const isWithin = (at: string, place: string) => at === place || at.startsWith(`${place}.`);
