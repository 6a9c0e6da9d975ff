/** The command was started the wrong way, and a person has to change that. It ends with 2. */
export class StartError extends Error {
	override readonly name = 'StartError';
}
