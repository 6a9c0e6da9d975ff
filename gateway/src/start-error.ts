/** The command can't start, and a person has to change that. */
export class StartError extends Error {
	override readonly name = 'StartError';
	/** What the command ends with: 2 if it was started the wrong way, 1 if something else is in the way. */
	readonly exitCode: 1 | 2;

	constructor(message: string, exitCode: 1 | 2 = 2) {
		super(message);
		this.exitCode = exitCode;
	}
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

const FILE_ERRORS: Readonly<Record<string, string>> = {
	ENOENT: 'there is nothing by that name',
	EACCES: 'this user is not permitted to open it',
	EPERM: 'this user is not permitted to open it',
	EISDIR: 'it is a folder',
	ENOTDIR: 'a part of the path is a file, not a folder',
	EROFS: 'its disk is read-only',
};

/**
 * What the file system's refusal means, to stand at the end of a sentence: with its colon, and empty for a rare one.
 *
 *   explainFileError('ENOENT') // ': there is nothing by that name'
 *   explainFileError('EIO')    // ''
 */
export function explainFileError(code: unknown): string {
	const words = FILE_ERRORS[String(code)];
	return words === undefined ? '' : `: ${words}`;
}
