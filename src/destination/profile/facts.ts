/** The facts of one event that outlive it: they fill the event itself and update the profile. */

export interface Facts {
	readonly matchKeys: MatchKeys;
	readonly oppref: string | undefined;
	readonly obref: string | undefined;
	readonly sourceUrl: string | undefined;
	readonly isOptedOut: boolean;
}

/** SHA-256 digests by match key: at most three each, unique, most trusted first. */
export interface MatchKeys {
	email: readonly string[] | undefined;
	phone: readonly string[] | undefined;
	first_name: readonly string[] | undefined;
	last_name: readonly string[] | undefined;
}

export const NO_MATCH_KEYS: MatchKeys = {
	email: undefined,
	phone: undefined,
	first_name: undefined,
	last_name: undefined,
};
