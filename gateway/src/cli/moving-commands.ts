/** The commands for moving in, with their flags and help: into a RudderStack's file, and from another sender. */

import type { Command } from 'commander';

export function addMovingCommands(program: Command): void {
	addRudderStack(program);
}

function addRudderStack(program: Command): void {
	program
		.command('rudderstack')
		.description('the destination in a RudderStack that you run yourself')
		.command('add')
		.description(
			'add the destination to a source in your workspaceConfig.json; without --apply only print the difference',
		)
		.argument('<file>', 'workspaceConfig.json, of one workspace')
		.requiredOption('--source <name>', 'name or id of the source whose events are sent')
		.option('--pixel-id <id>', 'pixel ID (default: OPENAI_ADS_PIXEL_ID)')
		.option('--settings <file>', 'JSON file with settings, such as `openai-ads migrate rudderstack` prints')
		.option('--apply', 'make the change')
		.option('--copy-to <dir>', "folder for a copy of the former file (default: the file's own)")
		.option('--json', 'print the difference as one JSON object')
		.addHelpText(
			'after',
			'\nEnvironment: OPENAI_CONVERSIONS_API_KEY, or OPENAI_CONVERSIONS_API_KEY_FILE with a file that holds it. It is written into the\nfile, where RudderStack keeps keys, and shown nowhere.\n\nEnds with 0 if done or shown, also if there was nothing to do, 1 if the file has changed meanwhile or cannot be written, 2 on wrong\nusage, or if the file is not understood.',
		)
		.action(async (file, flags) => (await import('./run-rudderstack-add.js')).runRudderStackAdd(file, flags));
}
