/** The command was started the wrong way, and a person has to change that. It ends with 2. */
export class StartError extends Error {
	override readonly name = 'StartError';
}

/** Takes one step and adds its `StartError` to the problems, so that the ones after it are found as well. */
export function collectProblem<T>(problems: string[], step: () => T): T | undefined {
	try {
		return step();
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		problems.push(error.message);
		return undefined;
	}
}
