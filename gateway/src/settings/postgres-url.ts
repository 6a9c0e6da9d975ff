/** What the URL of a PostgreSQL looks like. */

const POSTGRES = /^postgres(ql)?:\/\//;

/** Whether it is no URL of PostgreSQL, or one that can be read. */
export function isReadableUrl(queue: string): boolean {
	return !POSTGRES.test(queue) || URL.canParse(queue);
}

/** Whether a setting, checked or not, names a PostgreSQL. */
export function isPostgres(queue: unknown): boolean {
	return typeof queue === 'string' && POSTGRES.test(queue);
}
