/** What a release does to CHANGELOG.md, which people write and nothing generates. Pure. */

/**
 * Puts everything under Unreleased under the version, and leaves Unreleased empty for what comes next.
 *
 * @param date of the release, `2026-12-01`
 * @throws for a changelog without entries under Unreleased, and for a version that it has already
 */
export function closeUnreleased(changelog: string, version: string, date: string): string {
	if (releaseNotes(changelog, version) !== undefined)
		throw new Error(`CHANGELOG.md: ${version} is there already. Choose a higher version.`);
	if (!releaseNotes(changelog, 'Unreleased'))
		throw new Error('CHANGELOG.md: expected entries under "## Unreleased", found none. Write down what changed.');
	return changelog.replace(/^## Unreleased\n/m, `## Unreleased\n\n## ${version} (${date})\n`);
}

/** The entries of one version, as they are written; `undefined` for a version that the changelog does not have. */
export function releaseNotes(changelog: string, version: string): string | undefined {
	const sections = changelog.split(/^## /m).slice(1);
	const section = sections.find((text) => text.startsWith(`${version} `) || text.startsWith(`${version}\n`));
	return section?.slice(section.indexOf('\n')).trim();
}
