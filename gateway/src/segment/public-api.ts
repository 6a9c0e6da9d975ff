/**
 * The four calls of Segment's Public API that a function needs.
 *
 * There is no fifth: `POST /functions/{id}/deploy` is "only applicable to Source Function instances". The code of a destination
 * function reaches its instances with the update itself.
 *
 * @source docs/FunctionsApi.md of github.com/segmentio/public-api-sdk-python (read 2026-11-22); for the last sentence "Destination
 *   Function code updates will immediately be deployed to all destination instances", Config API reference (as stored 2026-11-22), and
 *   Segment's own template, whose deploy script is one PATCH: github.com/segment-services-eng/destination-function-template
 */

import * as z from 'zod';
import { SegmentApiError } from './api-error.js';
import { type FunctionChange, type SegmentFunction, segmentFunctionSchema } from './function-schema.js';
import { type Access, type ApiRequest, request } from './request.js';

/** @source `configureEuApis` of github.com/segmentio/public-api-sdk-typescript, API 66.0.0 (read 2026-11-22) */
export const ORIGINS = { us: 'https://api.segmentapis.com', eu: 'https://eu1.api.segmentapis.com' } as const;
export type Region = keyof typeof ORIGINS;

/** Both editions of https://docs.segmentapis.com/tag/Pagination (read 2026-11-22) allow it. A workspace has 25 functions by default. */
const PAGE_SIZE = 200;
/** More than any workspace has, so that a cursor that goes in circles ends. */
const MAX_PAGES = 100;

const oneSchema = z.object({ function: segmentFunctionSchema });
const pageSchema = z.object({
	functions: z.array(segmentFunctionSchema),
	pagination: z.object({ next: z.string().nullish() }).nullish(),
});

/** Lists the workspace's destination functions. Their code may be missing; {@link getFunction} has it. @throws SegmentApiError */
export async function listDestinationFunctions(access: Access): Promise<SegmentFunction[]> {
	const functions: SegmentFunction[] = [];
	let cursor: string | undefined;
	for (let page = 1; page <= MAX_PAGES; page += 1) {
		const answer = await request(access, listRequest(cursor), pageSchema);
		// Should Segment ignore the filter, the list holds other kinds of functions too.
		functions.push(...answer.functions.filter(({ resourceType = 'DESTINATION' }) => resourceType === 'DESTINATION'));
		cursor = answer.pagination?.next ?? undefined;
		if (cursor === undefined || cursor === '') return functions;
	}
	throw new SegmentApiError(
		`GET /functions: expected at most ${MAX_PAGES} pages, got more. Name the function with --id.`,
	);
}

function listRequest(cursor: string | undefined): ApiRequest {
	const query = new URLSearchParams({ resourceType: 'DESTINATION', 'pagination.count': String(PAGE_SIZE) });
	if (cursor !== undefined) query.set('pagination.cursor', cursor);
	return { method: 'GET', path: `/functions?${query}` };
}

/** @throws SegmentApiError */
export async function getFunction(access: Access, id: string): Promise<SegmentFunction> {
	return (await request(access, { method: 'GET', path: toPath(id) }, oneSchema)).function;
}

/** @throws SegmentApiError */
export async function createFunction(
	access: Access,
	{ displayName, ...content }: Required<FunctionChange> & { readonly displayName: string },
): Promise<SegmentFunction> {
	const body = { displayName, resourceType: 'DESTINATION', ...content };
	return (await request(access, { method: 'POST', path: '/functions', body }, oneSchema)).function;
}

/** Changes the given fields and leaves the rest. `settings` replace the whole list. @throws SegmentApiError */
export async function updateFunction(access: Access, id: string, change: FunctionChange): Promise<SegmentFunction> {
	return (await request(access, { method: 'PATCH', path: toPath(id), body: change }, oneSchema)).function;
}

function toPath(id: string): string {
	return `/functions/${encodeURIComponent(id)}`;
}
