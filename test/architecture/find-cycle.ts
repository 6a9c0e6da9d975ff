/** Finds circles in a graph of files or rooms. */

export type Graph = ReadonlyMap<string, readonly string[]>;

/** The first path that comes back to where it began; `undefined` if there is none. */
export function findCycle(graph: Graph): readonly string[] | undefined {
	const done = new Set<string>();

	function visit(node: string, trail: readonly string[]): readonly string[] | undefined {
		if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
		if (done.has(node)) return undefined;
		const cycle = findFirst(graph.get(node) ?? [], (target) => visit(target, [...trail, node]));
		if (cycle === undefined) done.add(node);
		return cycle;
	}

	return findFirst([...graph.keys()], (node) => visit(node, []));
}

function findFirst<T, Found>(items: readonly T[], find: (item: T) => Found | undefined): Found | undefined {
	for (const item of items) {
		const found = find(item);
		if (found !== undefined) return found;
	}
	return undefined;
}
