/** What `segment deploy` says: the plan, the same for scripts, and what comes next. Pure. */

import type { Deployed, Plan } from './deploy.js';
import type { DesiredFunction } from './desired-function.js';
import type { SegmentFunction } from './function-schema.js';
import { showDifference } from './show-difference.js';

/** What is there and what differs, as lines. */
export function showPlan({ action, difference, live }: Plan, name: string): string[] {
	const title = live === undefined ? `${name}: not in this workspace yet` : `${live.displayName} (${live.id})`;
	const lines = [title, ...showDifference(difference)];
	return action === 'none' ? [...lines, 'Nothing to change.'] : lines;
}

/** For scripts. `id` is that of the function as it is in the end. */
export function toReport({ action, difference, live }: Plan, name: string, deployed: Deployed | undefined): object {
	const current = deployed?.live ?? live;
	return {
		action,
		applied: deployed !== undefined,
		id: current?.id,
		displayName: current?.displayName ?? name,
		deployedAt: current?.deployedAt ?? undefined,
		difference,
		copy: deployed?.copy,
	};
}

export interface Outcome {
	readonly plan: Plan;
	readonly deployed: Deployed | undefined;
	readonly desired: DesiredFunction;
}

/** What was done, and what a person does next, as lines. */
export function adviseNext({ plan, deployed, desired }: Outcome): string[] {
	if (deployed !== undefined)
		return [...sayDeployed(plan, deployed), ...sayStale(deployed.live), ...sayConnect(plan, desired)];
	if (plan.action === 'none') return plan.live === undefined ? [] : sayStale(plan.live);
	return ['This was a dry run: nothing was changed. Run again with --apply to make the change.'];
}

function sayDeployed({ action }: Plan, { live, copy }: Deployed): string[] {
	const at = live.deployedAt ? `, deployed ${live.deployedAt}` : '';
	const done = `${action === 'create' ? 'Created' : 'Updated'} ${live.displayName} (${live.id})${at}.`;
	return copy === undefined ? [done] : [done, `What was there before is in ${copy}.`];
}

/** Not expected of a destination function, whose updates are live at once; should Segment say so, it must not be hidden. */
function sayStale({ isLatestVersion }: SegmentFunction): string[] {
	if (isLatestVersion !== false) return [];
	return [
		'Segment says that connected destinations run an older version: open the function under Connections > Catalog > Functions and press Save & Deploy.',
	];
}

function sayConnect({ action }: Plan, { settings }: DesiredFunction): string[] {
	if (action !== 'create') return [];
	const required = settings.filter(({ required }) => required).map(({ label }) => label);
	const fields = required.length === 0 ? 'its settings' : required.join(', ');
	return [
		`Next, in Segment: Connections > Catalog > Functions, select it, Connect Destination, choose a source, fill in ${fields}, and switch it on.`,
	];
}
