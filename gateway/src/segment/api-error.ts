/** What a failed request to Segment's Public API means, and what a person can do about it. */

/** Segment refused a request or could not be reached. The command ends with 1. The message never holds the token. */
export class SegmentApiError extends Error {
	override readonly name = 'SegmentApiError';
}

export interface FailedRequest {
	/** E.g. `PATCH /functions/dfn_1`. */
	readonly request: string;
	readonly isWrite: boolean;
	/** HTTP status, or why there is none. */
	readonly cause: number | 'timeout' | 'network' | 'unreadable';
	/** Segment's own words, or the network's error code. */
	readonly detail: string;
	/** How long Segment asks us to wait, if it does. */
	readonly retryAfterMs?: number | undefined;
}

/** Says which request failed, what came, what to do, and whether anything may have changed. */
export function explainFailure(failed: FailedRequest): SegmentApiError {
	const { request, cause, detail } = failed;
	const came = typeof cause === 'number' ? `Segment answered ${cause}` : WITHOUT_STATUS[cause];
	const said = detail === '' ? '' : ` (${detail})`;
	return new SegmentApiError(`${request}: ${came}${said}. ${advise(failed)}${sayWhatChanged(failed)}`);
}

const WITHOUT_STATUS = {
	timeout: 'no answer in time',
	network: 'no connection',
	unreadable: 'expected the JSON that the Public API documents, got something else',
} as const;

/**
 * @source https://docs.segmentapis.com/tag/Error-Handling (read 2026-11-22): 401 also means a token without permission;
 *   403 is not listed, but gateways in front of the API answer it
 */
function advise({ cause, retryAfterMs }: FailedRequest): string {
	switch (cause) {
		case 401:
		case 403:
			return 'The token is wrong, belongs to the other region, or lacks the role Functions Admin. Check SEGMENT_PUBLIC_API_TOKEN and --region.';
		case 404:
			return 'The function is not in this workspace, or the workspace has no Functions. Check --id, the token and --region.';
		case 413:
			return 'The function is larger than Segment accepts. Please report this.';
		case 422:
			return 'Segment does not accept a value; its reason is above. Change that value, or report this.';
		case 429:
			return retryAfterMs === undefined
				? 'Too many requests: run the command again in a minute.'
				: `Too many requests: run the command again in ${Math.ceil(retryAfterMs / 1000)} s.`;
		case 'timeout':
		case 'network':
			return 'Check the network, a proxy, and --region.';
		case 'unreadable':
			return 'Check that no proxy answers in place of Segment.';
		default:
			return cause >= 500 ? 'Segment failed: try again later.' : 'This was not expected; please report it.';
	}
}

/** A refusal changes nothing. After any other failed write, only reading again tells. */
function sayWhatChanged({ isWrite, cause }: FailedRequest): string {
	if (!isWrite) return ' Nothing was changed.';
	if (typeof cause === 'number' && cause < 500) return ' Nothing was changed.';
	return ' It is not known whether the change was made. Run the command again without --apply to compare.';
}
