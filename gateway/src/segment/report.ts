/** What `segment deploy` says: the plan, the same for scripts, and what comes next. Pure. */

import type { Deployed, Plan } from './deploy.js';
import type { DesiredFunction } from './desired-function.js';
import { isNamed } from './find-function.js';
import type { SegmentFunction } from './function-schema.js';
import { showDifference } from './show-difference.js';

/** What is there and what differs, as lines. */
export function showPlan({ action, difference, live, similar }: Plan, name: string): string[] {
	const title = live === undefined ? `${name}: not in this workspace yet` : `${live.displayName} (${live.id})`;
	const lines = [title, ...similar.map(showSimilar), ...showDifference(difference)];
	return action === 'none' ? [...lines, 'Nothing to change.'] : lines;
}

function showSimilar({ id, displayName }: SegmentFunction): string {
	return `? there is ${displayName} (${id}): if that is the one, say so with --id ${id}`;
}

/** For scripts. `id` is that of the function as it is in the end. */
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

export interface Outcome {
	readonly plan: Plan;
	readonly deployed: Deployed | undefined;
	readonly desired: DesiredFunction;
	readonly name: string;
}

/** What was done, and what a person does next, as lines. */
export function adviseNext({ plan, deployed, desired, name }: Outcome): string[] {
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
	return copy === undefined ? [done] : [done, `What was there before is in ${copy}.`];
}

/** Not expected of a destination function, whose updates are live at once; should Segment say so, it must not be hidden. */
function sayStale({ isLatestVersion }: SegmentFunction): string[] {
	if (isLatestVersion !== false) return [];
	return [
		'Segment says that connected destinations run an older version: open the function under Connections > Catalog > Functions and press Save & Deploy.',
	];
}

/** Should Segment have changed the name beyond what we know, the next run would not find it and make a second one. */
function sayOtherName({ id, displayName }: SegmentFunction, name: string): string[] {
	return isNamed(displayName, name) ? [] : [`Segment calls it by another name: from now on use --id ${id}.`];
}

function sayConnect({ settings }: DesiredFunction): string {
	const required = settings.filter(({ required }) => required).map(({ label }) => label);
	const fields = required.length === 0 ? 'its settings' : required.join(', ');
	return `Next, in Segment: Connections > Catalog > Functions, select it, Connect Destination, choose a source, fill in ${fields}, and switch it on.`;
}
