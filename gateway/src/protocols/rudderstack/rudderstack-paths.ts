/** Which paths rudder-server and RudderStack's own tools call. From its sources and rudder-transformer's routes (read 2026-11-22). */

const CALLS =
	/^\/(v\d+\/(destinations|sources)\/|(routertransform|batch|customtransform|deleteusers|transformation\/|extractlibs)(?![\w-]))/i;
/** What they read to learn about a transformer. */
const QUESTIONS = /^\/(features|health|version|transformerbuildversion)(?![\w-])/i;

/** True for calls that transform or deliver events: their jobs are lost if the answer is a wrong one. */
export function isRudderStackCall(path: string): boolean {
	return CALLS.test(path);
}

/** True for every path that rudder-server uses. */
export function isRudderStackPath(path: string): boolean {
	return CALLS.test(path) || QUESTIONS.test(path);
}
