/** Makes one story of what two gateways know of an event: one took it in, the other sent it. Pure. */

import { isDeepStrictEqual } from 'node:util';
import type { Step, Story, StoryState } from './story.js';
import type { ToldStory } from './told-story.js';

/** What there is to change of ours; `undefined` if it says all of it already. */
export function mergeStory(ours: Story, theirs: ToldStory): Partial<StoryState> | undefined {
	const steps = mergeSteps(ours.steps, theirs.steps);
	const explanation = ours.explanation ?? theirs.explanation;
	if (isDeepStrictEqual(steps, ours.steps) && explanation === ours.explanation) return undefined;
	const { outcome, reason, detail, verdict, matchKeys, notes } = isLater(theirs, ours) ? theirs : ours;
	return { outcome, reason, detail, verdict, matchKeys, notes, steps, explanation };
}

/** By time, each once. */
function mergeSteps(ours: readonly Step[], theirs: readonly Step[]): readonly Step[] {
	const steps = new Map<string, Step>();
	const all = [...withoutArrival(ours, theirs), ...withoutArrival(theirs, ours)];
	for (const step of all.toSorted((one, other) => one.atMs - other.atMs)) {
		const { what, atMs, requestId = '' } = step;
		const name = `${what} ${atMs} ${requestId}`;
		if (!steps.has(name)) steps.set(name, step);
	}
	return [...steps.values()];
}

/** That it was queued both know; the one that took it in knows better when. */
function withoutArrival(steps: readonly Step[], others: readonly Step[]): readonly Step[] {
	const tookIn = (list: readonly Step[]) => list.some(({ what }) => what === 'received');
	if (tookIn(steps) || !tookIn(others)) return steps;
	return steps.filter(({ what, detail }) => what !== 'queued' || detail !== undefined);
}

/** The later one knows its fate; of two at the same time, the one that has ended. */
function isLater(one: Pick<ToldStory, 'steps' | 'outcome'>, other: Pick<ToldStory, 'steps' | 'outcome'>): boolean {
	const [oneMs, otherMs] = [lastOf(one.steps), lastOf(other.steps)];
	return oneMs > otherMs || (oneMs === otherMs && one.outcome !== 'waiting');
}

function lastOf(steps: readonly Step[]): number {
	return steps.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
}
