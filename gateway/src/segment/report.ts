/** What `segment deploy` prints: the plan, for people and for scripts, and the next steps. Pure. */

import type { Deployed, Plan } from './deploy.js';
import type { DesiredFunction } from './desired-function.js';
import { isNamed } from './find-function.js';
import type { SegmentFunction } from './function-schema.js';
import { showDifference } from './show-difference.js';

/** The current function and the differences, as lines. */
export function showPlan({ action, difference, live, similar }: Plan, name: string): string[] {
	const title = live === undefined ? `${name}: not in this workspace yet` : `${live.displayName} (${live.id})`;
	const lines = [title, ...similar.map(showSimilar), ...showDifference(difference)];
	return action === 'none' ? [...lines, 'Nothing to change.'] : lines;
}

function showSimilar({ id, displayName }: SegmentFunction): string {
	return `? there is also ${displayName} (${id}): if you mean that one, use --id ${id}`;
}

/** The plan for scripts. `id` is the function's after the run. */
export function toReport(
	{ action, difference, live, similar }: Plan,
	name: string,
	deployed: Deployed | undefined,
): object {
	const current = deployed?.live ?? live;
	return {
		action,
		applied: deployed !== undefined,
		id: current?.id,
		displayName: current?.displayName ?? name,
		deployedAt: current?.deployedAt ?? undefined,
		difference,
		similar: similar.length === 0 ? undefined : similar.map(({ id, displayName }) => ({ id, displayName })),
		copy: deployed?.copy,
	};
}

export interface DeployRun {
	readonly plan: Plan;
	readonly deployed: Deployed | undefined;
	readonly desired: DesiredFunction;
	readonly name: string;
}

/** What was done, and what to do next, as lines. */
export function adviseNext({ plan, deployed, desired, name }: DeployRun): string[] {
	if (deployed !== undefined)
		return [
			...sayDeployed(plan, deployed),
			...sayStale(deployed.live),
			...(plan.action === 'create' ? [...sayOtherName(deployed.live, name), sayConnect(desired)] : []),
		];
	if (plan.action === 'none') return plan.live === undefined ? [] : sayStale(plan.live);
	return ['This was a dry run: nothing was changed. Run again with --apply to make the change.'];
}

function sayDeployed({ action }: Plan, { live, copy }: Deployed): string[] {
	const at = live.deployedAt ? `, deployed ${live.deployedAt}` : '';
	const done = `${action === 'create' ? 'Created' : 'Updated'} ${live.displayName} (${live.id})${at}.`;
	return copy === undefined ? [done] : [done, `A copy of the former function is in ${copy}.`];
}

/** Not expected for a destination function, whose updates are live at once; if Segment says so, it is shown. */
function sayStale({ isLatestVersion }: SegmentFunction): string[] {
	if (isLatestVersion !== false) return [];
	return [
		'Segment says that connected destinations run an older version: open the function under Connections > Catalog > Functions and press Save & Deploy.',
	];
}

/** If Segment changed the name in a way we don't know, the next run would not find the function and create another one. */
function sayOtherName({ id, displayName }: SegmentFunction, name: string): string[] {
	return isNamed(displayName, name) ? [] : [`Segment gave it another name: from now on use --id ${id}.`];
}

function sayConnect({ settings }: DesiredFunction): string {
	const required = settings.filter(({ required }) => required).map(({ label }) => label);
	const fields = required.length === 0 ? 'its settings' : required.join(', ');
	return `Next, in Segment: Connections > Catalog > Functions, select it, press Connect Destination, choose a source, fill in ${fields}, and switch it on.`;
}
