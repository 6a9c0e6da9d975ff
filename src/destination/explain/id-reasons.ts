/** Why a person's id, or what is known of their device, does not help. */

import { EXTERNAL_ID, IP_ADDRESS, USER_AGENT } from '../attribution.js';
import { normaliseExternalId } from '../map/user/normalise.js';
import { isAbsent, toText } from '../primitives/text.js';
import { findUnread } from './find-unread.js';
import { keysOf } from './raw-values.js';
import { type Found, ifTrue, type Reason } from './reason.js';
import { carries, findNote, isAnonymousOnly, type ReasonCase } from './reason-case.js';

const USER_ID_NAMES = /^(?:(?:user|customer|client|member)[-_ ]?id|uid|external[-_ ]?id)$/i;
const DEVICE_NAMES = /^(?:user[-_ ]?agent|(?:client[-_ ]?)?(?:user[-_ ]?agent|ip)(?:[-_ ]?(?:address|addr))?)$/i;

export const ID_REASONS: readonly Reason[] = [
	{
		code: 'user_id_nobody',
		wins: 'id',
		sentence: 'userId left out: it is a word for nobody, such as guest.',
		short: 'userId of nobody',
		cure: 'Leave `userId` out until the person is known.',
		find: (one) => ifTrue(!carries(one, EXTERNAL_ID) && namesNobody(one)),
	},
	{
		code: 'key_not_read',
		wins: 'id',
		// Whose click it is, the profile knows, and it is found by the userId.
		isRoot: true,
		sentence: 'userId left out: `{path}` is not read.',
		short: 'userId not read',
		cure: 'Send it in `userId`.',
		find: (one) => (carries(one, EXTERNAL_ID) ? undefined : findUserId(one)),
	},
	{
		code: 'anonymous_only',
		wins: 'id',
		sentence: 'Only an anonymousId is known.',
		short: 'anonymousId only',
		cure: 'Call `identify` when the person signs in or buys.',
		find: (one) => ifTrue(isAnonymousOnly(one)),
	},
	{
		code: 'speaks_for_server',
		wins: 'rest',
		sentence: "IP and user agent are your server's, not the buyer's.",
		short: "server's IP, agent",
		cure: "Send the browser's in `context.ip` and `context.userAgent`.",
		// A private address beside a browser's agent is a visitor on this network, or a proxy's.
		find: (one) =>
			carries(one, USER_AGENT)
				? undefined
				: ifTrue((findNote(one, 'user.ip_address') ?? findNote(one, 'user.user_agent')) !== undefined),
	},
	{
		code: 'key_not_read',
		wins: 'rest',
		sentence: 'IP or user agent left out: `{path}` is not read.',
		short: 'IP, agent not read',
		cure: "Send the buyer's in `context.ip` and `context.userAgent`.",
		find: (one) => (carries(one, IP_ADDRESS | USER_AGENT) ? undefined : findDevice(one)),
	},
];

function namesNobody({ trace }: ReasonCase): boolean {
	const { userId } = trace.reading.event;
	return !isAbsent(userId) && normaliseExternalId(userId) === undefined;
}

function findUserId(one: ReasonCase): Found | undefined {
	const { event } = one.trace.reading;
	if (!isAbsent(event.userId)) return undefined;
	const own = keysOf(event).find((key) => key !== 'userId' && USER_ID_NAMES.test(key) && isText(event, key));
	return own === undefined ? findUnread(one, USER_ID_NAMES) : { path: own };
}

function isText(event: object, key: string): boolean {
	return toText((event as Record<string, unknown>)[key]) !== undefined; // Its own key.
}

function findDevice(one: ReasonCase): Found | undefined {
	const { context } = one.trace.reading.event;
	const key = keysOf(context).find((name) => name !== 'ip' && name !== 'userAgent' && DEVICE_NAMES.test(name));
	return key === undefined ? findUnread(one, DEVICE_NAMES) : { path: `context.${key}` };
}
