/** Brings the function in Segment up to date: finds it, compares it and, only when told to, changes it. */

import { StartError } from '../start-error.js';
import { SegmentApiError } from './api-error.js';
import { compareFunction, type Difference, findTypeChanges, toChange } from './compare-function.js';
import type { DesiredFunction } from './desired-function.js';
import { findByName, findSimilar } from './find-function.js';
import type { FunctionChange, SegmentFunction } from './function-schema.js';
import { keepCopy } from './keep-copy.js';
import { createFunction, getFunction, listDestinationFunctions, updateFunction } from './public-api.js';
import type { Access } from './request.js';

/**
 * What there is in Segment, and what to do about it.
 *
 * - `create` there is no such function.
 * - `update` there is one, and it differs.
 * - `none`   there is one, and nothing needs to change. It may list settings that stay.
 */
export interface Plan {
	readonly action: 'create' | 'update' | 'none';
	readonly difference: Difference;
	readonly live?: SegmentFunction;
	/** Before a function is created: those that might be meant instead. */
	readonly similar: readonly SegmentFunction[];
}

/** Only reads. @throws SegmentApiError; StartError if the name is not unique, or `id` is not a destination function */
export async function planDeployment(
	access: Access,
	desired: DesiredFunction,
	{ id, name }: { readonly id?: string | undefined; readonly name: string },
): Promise<Plan> {
	if (id !== undefined) return planUpdate(desired, await getLive(access, id));
	const functions = await listDestinationFunctions(access);
	const found = findByName(functions, name);
	if (found !== undefined) return planUpdate(desired, await getFunction(access, found.id));
	const difference = compareFunction(desired, undefined);
	return { action: 'create', difference, similar: findSimilar(functions, name) };
}

function planUpdate(desired: DesiredFunction, live: SegmentFunction): Plan {
	const difference = compareFunction(desired, live);
	const isSame = Object.keys(toChange(difference, desired, live)).length === 0;
	return { action: isSame ? 'none' : 'update', difference, live, similar: [] };
}

async function getLive(access: Access, id: string): Promise<SegmentFunction> {
	const live = await getFunction(access, id);
	const { resourceType = 'DESTINATION' } = live;
	if (resourceType === 'DESTINATION') return live;
	throw new StartError(`--id: expected a destination function, got one of type ${resourceType}. Nothing was changed.`);
}

export interface Deployed {
	readonly live: SegmentFunction;
	/** File with a copy of the former function. Absent for a new one. */
	readonly copy?: string;
}

/**
 * Carries a plan out with one request.
 *
 * @param folder for a copy of the function that is replaced
 * @throws SegmentApiError if Segment refuses, can't be reached, or holds something else afterwards; StartError if the type of a
 *   setting would change, or if the copy can't be written. Both are thrown before the request.
 */
export async function applyPlan(
	access: Access,
	{ plan, desired, name, folder }: { plan: Plan; desired: DesiredFunction; name: string; folder: string },
): Promise<Deployed> {
	if (plan.live === undefined) {
		const { code, description, settings } = desired;
		return { live: confirm(desired, await createFunction(access, { displayName: name, code, description, settings })) };
	}
	refuseTypeChanges(plan.difference);
	const copy = keepCopy(plan.live, folder);
	const change = toChange(plan.difference, desired, plan.live);
	return { live: confirm({ ...desired, ...change }, await updateFunction(access, plan.live.id, change)), copy };
}

function refuseTypeChanges(difference: Difference): void {
	const names = findTypeChanges(difference);
	if (names.length === 0) return;
	throw new StartError(
		`settings: expected the same types as in Segment, got others for ${names.map((name) => `\`${name}\``).join(', ')}. Their values might be lost: write them down, delete the setting in Segment's editor, run this again, and enter them again. Nothing was changed.`,
	);
}

/** Confirms that Segment's answer shows what was sent. Parts that it leaves out are not judged. */
function confirm(sent: DesiredFunction & FunctionChange, live: SegmentFunction): SegmentFunction {
	const { code, description, settings } = compareFunction(sent, {
		...live,
		code: live.code ?? sent.code,
		description: live.description ?? sent.description,
		settings: live.settings ?? sent.settings,
	});
	const parts = [
		...(code === undefined ? [] : ['code']),
		...(description === undefined ? [] : ['description']),
		...settings.filter(({ change }) => change !== 'kept').map(({ name }) => `setting \`${name}\``),
	];
	if (parts.length === 0) return live;
	throw new SegmentApiError(
		`${live.id}: expected Segment to hold what was sent, got something else in ${parts.join(', ')}. The change was made; run the command again to see the difference.`,
	);
}
