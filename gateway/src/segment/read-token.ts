/** Reads the token for Segment's Public API from the environment. It is never shown. */

import { type Environment, readVariable } from '../settings/environment.js';
import { StartError } from '../start-error.js';

/**
 * @throws StartError if it is missing, saying how to create one, or if it can't be sent in a header, without showing it
 * @source https://www.twilio.com/docs/segment/api/public-api (of 2026-02-24, read 2026-11-22): only workspace owners can create tokens;
 *   https://segment.com/docs/segment-app/iam/ (read 2026-11-22): plans below Business have no Functions Admin
 */
export function readToken(environment: Environment): string {
	const token = readVariable(environment, 'SEGMENT_PUBLIC_API_TOKEN');
	if (token === undefined) {
		throw new StartError(
			'SEGMENT_PUBLIC_API_TOKEN: required. A workspace owner creates one in Segment under Settings > Workspace settings > Access Management > Tokens, with the role Functions Admin, or Workspace Owner if the plan lacks that role.',
		);
	}
	if (/^[\x21-\x7e]+$/.test(token)) return token;
	throw new StartError(
		'SEGMENT_PUBLIC_API_TOKEN: expected one word of ASCII characters, got something else. Copy it again.',
	);
}
