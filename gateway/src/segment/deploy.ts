/** Makes the function in Segment what it should be: find, compare, and only when asked, change. */

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
 * What is there, and what it takes.
 *
 * - `create` there is no such function.
 * - `update` there is one, and it differs.
 * - `none`   there is one, and nothing has to be changed. Settings that stay may be listed.
 */
export interface Plan {
	readonly action: 'create' | 'update' | 'none';
	readonly difference: Difference;
	readonly live?: SegmentFunction;
	/** Before one is made: those that might be meant. */
	readonly similar: readonly SegmentFunction[];
}

/** Only reads. @throws SegmentApiError; StartError if the name is not unique, or `id` is no destination function */
export async function planDeployment(
	access: Access,
	desired: DesiredFunction,
	wanted: { readonly id?: string | undefined; readonly name: string },
): Promise<Plan> {
	if (wanted.id !== undefined) return planUpdate(desired, await getLive(access, wanted.id));
	const functions = await listDestinationFunctions(access);
	const found = findByName(functions, wanted.name);
	if (found !== undefined) return planUpdate(desired, await getFunction(access, found.id));
	const difference = compareFunction(desired, undefined);
	return { action: 'create', difference, similar: findSimilar(functions, wanted.name) };
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
	/** Where the former function is kept. Absent for a new one. */
	readonly copy?: string;
}

/**
 * Carries a plan out with one request.
 *
 * @param folder where a copy of what is replaced goes
 * @throws SegmentApiError if Segment refuses, can't be reached, or holds something else afterwards; StartError for a setting whose
 *   type would change, and if the copy can't be written. Those two come before the request.
 */
export async function applyPlan(
	access: Access,
	{ plan, desired, name, folder }: { plan: Plan; desired: DesiredFunction; name: string; folder: string },
): Promise<Deployed> {
	if (plan.live === undefined) {
		const { code, description, settings } = desired;
		return { live: check(desired, await createFunction(access, { displayName: name, code, description, settings })) };
	}
	refuseTypeChanges(plan.difference);
	const copy = keepCopy(plan.live, folder);
	const change = toChange(plan.difference, desired, plan.live);
	return { live: check({ ...desired, ...change }, await updateFunction(access, plan.live.id, change)), copy };
}

function refuseTypeChanges(difference: Difference): void {
	const names = findTypeChanges(difference);
	if (names.length === 0) return;
	throw new StartError(
		`settings: expected the same types as in Segment, got others for ${names.map((name) => `\`${name}\``).join(', ')}. Values typed there might be lost: note them, delete the setting in Segment's editor, run this again, and type them again. Nothing was changed.`,
	);
}

/** Segment's answer shows what it holds now. Parts it leaves out are not judged. */
function check(sent: DesiredFunction & FunctionChange, live: SegmentFunction): SegmentFunction {
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
