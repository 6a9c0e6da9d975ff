/** Commands, arguments and flags, with their help. A command's code is loaded when it runs, so that help and usage errors come at once. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { readVersion } from '../read-version.js';
import { VARIABLE_NAMES } from '../settings/environment.js';
import { isPlainUrl } from '../settings/plain-url.js';
import { toParagraph } from '../terminal/paragraph.js';
import { helpSection, titleStyle } from './help-section.js';
import { addMovingCommands } from './moving-commands.js';
import { addOperatingCommands } from './operating-commands.js';
import { addWatchingCommands } from './watching-commands.js';

const CONFIG = ['--config <file>', 'JSON file; `openai-ads settings` prints its schema'] as const;

const BEGINNING = helpSection('Begin with a sandbox, from which nothing leaves this machine:', [
	'openai-ads start --sandbox',
	'openai-ads trigger order            in a second terminal',
]);

export function createProgram(): Command {
	const program = new Command('openai-ads')
		.description('Sends the conversions you track with Segment or RudderStack to OpenAI Ads.')
		.version(readVersion())
		.configureHelp({ showGlobalOptions: true, styleTitle: titleStyle })
		.showHelpAfterError('(add --help for what there is)')
		.configureOutput({ writeOut: (text) => process.stdout.write(toParagraph(text, process.stdout)) })
		.exitOverride();
	program.commandsGroup('Send events:');
	addStart(program);
	addSend(program);
	addSandbox(program);
	program.commandsGroup('See what becomes of them:');
	addWatchingCommands(program);
	addExplain(program);
	addDoctor(program);
	addCompare(program);
	program.commandsGroup('Operate a gateway:');
	addOperatingCommands(program);
	program.commandsGroup('Set up, and move from another sender:');
	addSegment(program);
	addMovingCommands(program);
	program
		.command('settings')
		.description('print the JSON Schema of the configuration file')
		.action(async () => (await import('./run-settings.js')).printSettings());
	program.helpCommand(true);
	program.addHelpText('after', BEGINNING);
	// Of no command: npx takes a bare --help for its own.
	return program.showHelpAfterError('(`openai-ads help` lists the commands)');
}

function addStart(program: Command): void {
	program
		.command('start')
		.description('take events over HTTP, keep them on disk, deliver them to OpenAI')
		.option('--port <number>', 'port to listen on, 0 for any (default: 8787)', toPort)
		.option('--host <address>', 'address to listen on (default: 127.0.0.1)')
		.option(
			'--transformer-port <number>',
			"port for RudderStack's transformer calls, 0 for any (default: 8790, if they are taken at all)",
			toPort,
		)
		.option('--admin-port <number>', 'port for metrics, dead letters and pixels, 0 for none (default: 8789)', toPort)
		.option('--data <dir>', 'folder of the queue (default: ./openai-ads-data)')
		.option(...CONFIG)
		.option('--sandbox', 'deliver to a sandbox inside this process; nothing leaves the machine')
		.addHelpText(
			'after',
			`\nWith gateway.upstream (OPENAI_ADS_TRANSFORMER_UPSTREAM) it runs in front of RudderStack's transformer: point rudder-server's DEST_TRANSFORM_URL at the transformer port, and calls for other destinations are forwarded to the upstream.\n\nEnvironment variables; each may end in _FILE and name a file that holds the value:\n${VARIABLE_NAMES.map((name) => `  ${name}`).join('\n')}`,
		)
		.action(async (flags) => (await import('./run-start.js')).runStart(flags));
}

function addSandbox(program: Command): void {
	program
		.command('sandbox')
		.description("run OpenAI's Events API on this machine")
		.option('--port <number>', 'port to listen on, 0 for any', toPort, 8788)
		.option('--host <address>', 'address to listen on', '127.0.0.1')
		.action(async (flags) => (await import('./run-sandbox.js')).runSandbox(flags));
}

function addSend(program: Command): void {
	program
		.command('send')
		.description(
			'send analytics events from a file: say what will be sent, then send it straight to OpenAI or to a gateway',
		)
		.argument('<file>', 'NDJSON or one JSON array, gzipped or not; - for standard input')
		.option('--json', 'print one result per line, in input order')
		.option('--dry-run', 'map and validate only: no key, no connection')
		.option('--rate <number>', 'send at most so many events a second', toRate)
		.option('--checkpoint <file>', 'remember there how far it came; the next run goes on after that')
		.addOption(
			new Option(
				'--gateway <url>',
				'post to a running gateway, with OPENAI_ADS_WRITE_KEY, instead of to OpenAI',
			).argParser(toUrl),
		)
		.option(...CONFIG)
		.addHelpText(
			'after',
			'\nEnds with 0 if all were accepted or skipped, 1 if some were not, 2 on wrong usage, 130 if interrupted.',
		)
		.action(async (file, flags) => (await import('./run-send.js')).runSend(file, flags));
}

function addExplain(program: Command): void {
	program
		.command('explain')
		.description('say field by field what becomes of the events of a file, and why: no key, no connection')
		.argument('<file>', 'NDJSON or one JSON array, gzipped or not; - for standard input')
		.option('--json', 'print one explanation per line, in input order')
		.option('--all', 'show every field of every event')
		.option(...CONFIG)
		.addHelpText(
			'after',
			'\nEvents see what earlier ones of the file taught, so put an identify before its order.\n\nEnds with 0 if all would be sent or are skipped, 1 if some are discarded, 2 on wrong usage.',
		)
		.action(async (file, flags) => (await import('./run-explain.js')).runExplain(file, flags));
}

function addCompare(program: Command): void {
	program
		.command('compare')
		.description('compare what would be sent with what another sender sent, field by field: no key, no connection')
		.argument('<file>', 'NDJSON or one JSON array of a capture, gzipped or not; - for standard input')
		.option('--json', 'print one JSON object')
		.addOption(
			new Option(
				'--received <url>',
				'a sandbox that took in what the other sent, such as http://127.0.0.1:8788; the file then holds the events',
			).argParser(toUrl),
		)
		.option(...CONFIG)
		.addHelpText(
			'after',
			'\nA line is {"event": <analytics event>, "sent": <what the other sent>}, or one of the two by itself: those find each other by id.\n\nEnds with 0 if nothing differs without a known reason, 1 if something does, 2 on wrong usage.',
		)
		.action(async (file, flags) => (await import('./run-compare.js')).runCompare(file, flags));
}

function addDoctor(program: Command): void {
	program
		.command('doctor')
		.description('find out why conversions do not arrive or do not count: settings, key, queue, account')
		.option('--json', 'print one JSON object')
		.option('--strict', 'end with 1 for warnings too')
		.option('--offline', 'only what needs no connection and no key, for CI')
		.option('--only <id>', 'one check, such as key or account')
		.option('--admin <url>', 'admin listener of a running gateway, such as http://127.0.0.1:8789')
		.option(...CONFIG)
		.addHelpText(
			'after',
			'\nNothing is stored at OpenAI: events are only validated. With OPENAI_ADS_API_KEY, the Advertiser API key, it also looks at the ad account.\n\nEnds with 0 if nothing failed, 1 if a check failed (with --strict: or warned), 2 on wrong usage.',
		)
		.action(async (flags) => (await import('./run-doctor.js')).runDoctor(flags));
}

function addSegment(program: Command): void {
	program
		.command('segment')
		.description("the Destination Function in Segment's own cloud")
		.command('deploy')
		.description(
			"create or update the function through Segment's Public API; without --apply only print the difference",
		)
		.option('--apply', 'make the change')
		.addOption(new Option('--region <region>', 'region of the workspace').choices(['us', 'eu']).default('us'))
		.option('--name <name>', 'name of the function, without the workspace (default: OpenAI Ads)', toText)
		.option('--id <id>', 'id of an existing function, instead of its name', toText)
		.option('--copy-to <dir>', 'folder for a copy of what an update replaces', '.')
		.option('--json', 'print the difference as one JSON object')
		.addHelpText(
			'after',
			'\nEnvironment: SEGMENT_PUBLIC_API_TOKEN, or SEGMENT_PUBLIC_API_TOKEN_FILE with a file that holds it.\n\nEnds with 0 if done or shown, 1 if Segment refused or could not be reached, 2 on wrong usage.',
		)
		.action(async (flags) => (await import('./run-segment-deploy.js')).runSegmentDeploy(flags));
}

function toRate(text: string): number {
	const rate = /^\d{1,7}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
	if (rate > 0) return rate;
	throw new InvalidArgumentError('Expected a number above 0, such as 200.');
}

function toUrl(text: string): string {
	if (isPlainUrl(text)) return text;
	throw new InvalidArgumentError('Expected a URL such as http://127.0.0.1:8787, without a key in it.');
}

function toText(text: string): string {
	if (text.trim() !== '') return text.trim();
	throw new InvalidArgumentError('Expected a text, got an empty one.');
}

function toPort(text: string): number {
	if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new InvalidArgumentError('Expected a number from 0 to 65535.');
}
