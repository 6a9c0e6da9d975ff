/** The digests of people in a row's text: keys of profiles and events hold theirs behind `u:` or `a:`. */

export const DIGEST = /[0-9a-f]{64}/g;

export function hasAny(text: string, digests: ReadonlySet<string>): boolean {
	return text.match(DIGEST)?.some((digest) => digests.has(digest)) ?? false;
}
