/** Reads IP addresses as OpenAI takes them, without the host's `URL`, which not every host has. */

/** One of the four numbers of an IPv4 address, as the source of a regular expression. */
export const IPV4_BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${IPV4_BYTE}(?:\\.${IPV4_BYTE}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
const GROUP_COUNT = 8;

/** True for one IPv4 or IPv6 address: no list, no port, no zone. */
export function isIpAddress(text: string): boolean {
	return IPV4.test(text) || parseIpv6(text) !== undefined;
}

/**
 * Reads an IPv6 address as its eight groups of 16 bits; `undefined` for everything else.
 *
 *   parseIpv6('2001:db8::1')        // [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]
 *   parseIpv6('::ffff:203.0.113.7') // [0, 0, 0, 0, 0, 0xffff, 0xcb00, 0x7107], the form in which servers see IPv4 peers
 *
 * @source RFC 4291 section 2.2
 */
export function parseIpv6(text: string): readonly number[] | undefined {
	if (!text.includes(':')) return undefined;
	const [start = '', end, ...rest] = text.split('::');
	if (rest.length > 0) return undefined;
	const head = parseGroups(start, end === undefined);
	if (end === undefined) return head?.length === GROUP_COUNT ? head : undefined;
	const tail = parseGroups(end, true);
	if (head === undefined || tail === undefined) return undefined;
	const missing = GROUP_COUNT - head.length - tail.length;
	return missing > 0 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

function parseGroups(text: string, isEnd: boolean): number[] | undefined {
	if (text === '') return [];
	const pieces = text.split(':');
	const last = pieces.at(-1) ?? '';
	// The last two groups may be written as an IPv4 address.
	const dotted = isEnd && IPV4.test(last) ? toPair(last) : [];
	const groups = dotted.length > 0 ? pieces.slice(0, -1) : pieces;
	if (!groups.every((group) => GROUP.test(group))) return undefined;
	return [...groups.map((group) => Number.parseInt(group, 16)), ...dotted];
}

function toPair(ipv4: string): number[] {
	const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
	return [a * 256 + b, c * 256 + d];
}
