/** Accepted events of a type by their sources, whatever their names are: what the rules of diagnostics compare. Pure. */

import type { Group } from './group.js';

/** (product decision) */
const MIN_EVENTS = 50;

/** One source, or several together. */
export interface Sources {
	readonly names: readonly string[];
	readonly accepted: number;
	/** Those with an ad click. */
	readonly clicks: number;
	/** Those whose verdict is weak or none. */
	readonly weak: number;
}

export interface TypeOfEvents {
	readonly type: string;
	readonly accepted: number;
	readonly sources: readonly Sources[];
}

export function toTypes(groups: readonly Group[]): readonly TypeOfEvents[] {
	const types = new Map<string, Map<string, Sources>>();
	for (const { type, source, accepted, keys, verdicts } of groups) {
		const sources = types.get(type) ?? new Map<string, Sources>();
		types.set(type, sources);
		const one = { names: [source], accepted, clicks: keys['oppref'] ?? 0, weak: verdicts.weak + verdicts.none };
		const known = sources.get(source);
		sources.set(source, known === undefined ? one : { ...together([known, one]), names: [source] });
	}
	return [...types].map(([type, sources]) => {
		const all = [...sources.values()];
		return { type, accepted: together(all).accepted, sources: all };
	});
}

/** Sources with enough events to be judged. Small ones count as one: else a type from many of them would never be judged. */
export function toLarge(sources: readonly Sources[]): readonly Sources[] {
	const small = together(sources.filter(({ accepted }) => accepted < MIN_EVENTS));
	const large = sources.filter(({ accepted }) => accepted >= MIN_EVENTS);
	return small.accepted >= MIN_EVENTS ? [...large, small] : large;
}

/** Of events with an ad click. */
export function shareOf({ clicks, accepted }: Sources): number {
	return clicks / accepted;
}

function together(all: readonly Sources[]): Sources {
	const add = (read: (one: Sources) => number) => all.reduce((sum, one) => sum + read(one), 0);
	return {
		names: all.flatMap(({ names }) => names),
		accepted: add(({ accepted }) => accepted),
		clicks: add(({ clicks }) => clicks),
		weak: add(({ weak }) => weak),
	};
}
