/** The commands for moving in, with their flags and help: into a RudderStack's file, and from another sender. */

import { type Command, Option } from 'commander';

export function addMovingCommands(program: Command): void {
	addRudderStack(program);
	addMigrate(program);
}

function addMigrate(program: Command): void {
	program
		.command('migrate')
		.description('from another sender to this one, with the same conversions')
		.command('rudderstack')
		.description("translate the settings of RudderStack's own OpenAI Ads destination, and say what becomes of each")
		.argument('<file>', 'JSON: its Config, the destination, or a workspaceConfig.json that has one')
		.addOption(
			new Option('--for <target>', 'who is to have the settings')
				.choices(['gateway', 'rudderstack', 'segment'])
				.default('gateway'),
		)
		.option('--destination <id>', 'the destination to take, if a workspaceConfig.json has several')
		.option('--with-defaults', 'also send what is mapped here without a row, such as Order Completed, and not there')
		.option('--json', 'print settings and verdicts as one JSON object')
		.addHelpText(
			'after',
			'\nPrints the settings on standard output, without the key, and what becomes of each on standard error.\n\nEnds with 0, also if something could not be carried over, 2 on wrong usage or if the file is not understood.',
		)
		.action(async (file, flags) => (await import('./run-migrate.js')).runMigrateRudderStack(file, flags));
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
			'\nEnvironment: OPENAI_CONVERSIONS_API_KEY, or OPENAI_CONVERSIONS_API_KEY_FILE with a file that holds it. It is written into the file, where RudderStack keeps keys, and shown nowhere.\n\nEnds with 0 if done or shown, also if there was nothing to do, 1 if the file has changed meanwhile or cannot be written, 2 on wrong usage, or if the file is not understood.',
		)
		.action(async (file, flags) => (await import('./run-rudderstack-add.js')).runRudderStackAdd(file, flags));
}
