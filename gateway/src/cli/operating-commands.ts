/** The commands that operate a gateway, with their flags and help. */

import { type Command, InvalidArgumentError } from 'commander';

const ENDS =
	'\nEnds with 0 if done, also if there was nothing to do, 1 if something was refused or is too old, 2 on wrong usage, or if there is no gateway and no store.';
const REACHES =
	'\nReaches a running gateway by --admin, or by OPENAI_ADS_ADMIN_PORT on this machine, with OPENAI_ADS_ADMIN_TOKEN if it has one; else opens the store of --data or OPENAI_ADS_QUEUE, if no gateway holds it.';

export function addOperatingCommands(program: Command): void {
	withLetterFlags(addCommand(program, 'dead-letters', 'list the events that will not be delivered, and why'))
		.option('--limit <number>', 'how many at most, the newest ones', toNumber(1_000_000), 100)
		.action(async (flags) => (await import('./run-operate.js')).runDeadLetters(flags));
	withLetterFlags(addCommand(program, 'replay', 'put dead letters back into the queue, as they were'))
		.option('--max <number>', 'how many at most, the oldest ones', toNumber(10_000), 10_000)
		.option('--dry-run', 'only count them')
		.action(async (flags) => (await import('./run-operate.js')).runReplay(flags));
	addCommand(program, 'forget', 'erase people from queue, dead letters and profiles')
		.argument('[list]', '- for a list on standard input: a user id a line, or {"email":"..."}')
		.option('--user-id <id>', 'by user id; visible in the shell history, which a list is not')
		.option('--anonymous-id <id>', 'by anonymous id')
		.option('--email <address>', 'by e-mail address')
		.action(async (list, flags) => (await import('./run-operate.js')).runForget(list, flags));
	for (const [verb, what] of [
		['pause', 'stop sending the events of a pixel; they are taken and kept'],
		['resume', 'send the events of a paused pixel again'],
	] as const) {
		addCommand(program, verb, what)
			.argument('<pixel>', 'its name or its pixel ID')
			.action(async (pixel, flags) => (await import('./run-operate.js')).runChange(verb, pixel, flags));
	}
	addCommand(program, 'pixels', 'show what each pixel is doing, and what waits').action(async (flags) =>
		(await import('./run-operate.js')).runPixels(flags),
	);
	addCommand(program, 'recovery', 'show what was carried over of a damaged queue file')
		.option('--acknowledge', 'take note of it: the gateway is ready again')
		.action(async (flags) => (await import('./run-operate.js')).runRecovery(flags));
	addMove(program);
	addCommand(program, 'backup', 'copy the queue and all that is kept with it to a file, also while a gateway runs')
		.argument('<file>', 'a new file; whoever can read it can read all that waits')
		.action(async (file, flags) => (await import('./run-operate.js')).runBackup(file, flags));
}

function addMove(program: Command): void {
	program
		.command('move')
		.description('carry the queue of a stopped gateway from its folder to a PostgreSQL, with all that belongs to it')
		.requiredOption('--from <file:dir>', 'folder of the stopped gateway, such as file:/var/lib/openai-ads')
		.option('--to <env:name>', 'variable that holds the URL of the database')
		.option('--to-file <file>', 'file that holds it')
		.option('--json', 'print one JSON object')
		.option('--config <file>', 'JSON file; `openai-ads settings` prints its schema')
		.addHelpText(
			'after',
			'\nRun it again after an interruption: it goes on where it stopped. Once all is carried, it changes nothing.\n\nEnds with 0 if all is carried, 1 if the database is away, 2 on wrong usage, or if a gateway uses the folder.',
		)
		.action(async (flags) => (await import('./run-move.js')).runMove(flags));
}

function addCommand(program: Command, name: string, description: string): Command {
	return program
		.command(name)
		.description(description)
		.option('--json', 'print one JSON object a line')
		.option('--admin <url>', 'admin listener of a running gateway, such as http://127.0.0.1:8789')
		.option('--data <dir>', 'folder of the queue of a stopped gateway')
		.option('--sandbox', 'the queue of a stopped gateway that ran with --sandbox, if the folder has a live one too')
		.option('--config <file>', 'JSON file; `openai-ads settings` prints its schema')
		.addHelpText('after', `${REACHES}\n${ENDS}`);
}

function withLetterFlags(command: Command): Command {
	return command
		.option('--reason <reason>', 'such as expired or rejected')
		.option('--type <type>', 'of OpenAI, such as order_created')
		.option('--since <time>', 'set aside since then: 2026-11-26T10:00:00Z, or 90m, 24h, 7d ago', toTime)
		.option('--pixel <pixel>', 'of one pixel, by name or ID');
}

function toNumber(max: number) {
	return (text: string): number => {
		if (/^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= max) return Number(text);
		throw new InvalidArgumentError(`Expected a number from 1 to ${max}.`);
	};
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function toTime(text: string): number {
	const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
	if (number !== undefined && unit !== undefined)
		return Date.now() - Number(number) * UNITS[unit as keyof typeof UNITS];
	const ms = text.length <= 40 && /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isFinite(ms)) return ms;
	throw new InvalidArgumentError('Expected a time such as 2026-11-26T10:00:00Z, or a span such as 24h.');
}
