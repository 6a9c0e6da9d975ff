/** The host's own English name of a country, also with its abbreviations written out. */

const names = new Intl.DisplayNames('en', { type: 'region' });

/**
 * All spellings that follow from the host's name.
 *
 *   spellingsOf('KN') // ['St. Kitts & Nevis', 'Saint Kitts and Nevis']
 */
export function spellingsOf(alpha2: string): readonly string[] {
	const name = names.of(alpha2) ?? alpha2;
	return [name, name.replace('&', 'and').replace('St.', 'Saint')];
}
