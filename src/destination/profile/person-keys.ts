/** The keys of a person's profiles: hashed, so that no store ever holds a user id. */

export interface PersonKeys {
	/** `u:<sha256 of userId>` */
	readonly user: string | undefined;
	/** `a:<sha256 of anonymousId>` */
	readonly anonymous: string | undefined;
}

/** Lists the keys that are set. */
export function keyList({ user, anonymous }: PersonKeys): string[] {
	if (user === undefined) return anonymous === undefined ? [] : [anonymous];
	return anonymous === undefined ? [user] : [user, anonymous];
}
