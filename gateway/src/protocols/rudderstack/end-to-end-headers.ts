/** Which headers a proxy forwards: all but those that are about one connection. */

/** RFC 9110, section 7.6.1; `expect` has been answered by the time a request is forwarded. */
const OF_ONE_CONNECTION = new Set([
	'connection',
	'keep-alive',
	'proxy-connection',
	'proxy-authenticate',
	'proxy-authorization',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
	'expect',
]);

/**
 * Picks the headers to forward; names, order and repetitions as they came.
 *
 * @param rawHeaders name, value, name, value, as Node gives them
 * @param replaced names in lower case that the caller sets itself
 */
export function endToEndHeaders(rawHeaders: readonly string[], replaced: readonly string[] = []): string[] {
	const named = pairs(rawHeaders)
		.filter(([name]) => name.toLowerCase() === 'connection')
		.flatMap(([, value]) => value.split(',').map((part) => part.trim().toLowerCase()));
	const dropped = new Set([...OF_ONE_CONNECTION, ...named, ...replaced]);
	return pairs(rawHeaders).flatMap(([name, value]) => (dropped.has(name.toLowerCase()) ? [] : [name, value]));
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
	return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
		rawHeaders[2 * index] ?? '',
		rawHeaders[2 * index + 1] ?? '',
	]);
}
