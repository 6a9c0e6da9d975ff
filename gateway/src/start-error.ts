/** Something is wrong with how the command was started: a person has to change it. The command ends with 2. */
export class StartError extends Error {
	override readonly name = 'StartError';
}
