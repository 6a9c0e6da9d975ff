/** The commands that show what becomes of events, with their flags and help. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { isPlainUrl } from '../settings/plain-url.js';
import { FILTERS, MAX_LAST } from '../tail/filters.js';
import { PARTS } from '../trigger/parts.js';
import { readSetting, type Setting } from '../trigger/read-setting.js';
import { helpSection } from './help-section.js';

const ADMIN = ['--admin <url>', 'admin listener of the gateway (default: http://127.0.0.1:8789)'] as const;
const CONFIG = ['--config <file>', 'JSON file; `openai-ads settings` prints its schema'] as const;
const TAILS = ['openai-ads tail --outcome discarded --outcome failed', 'openai-ads tail --find 1001'];
const TRIGGERS = [
	'openai-ads trigger order',
	'openai-ads trigger order --without oppref --without email',
	'openai-ads trigger order --set properties.total=49.99',
];
const MAX_FILTERS = 20;
/** (the gateway's bound) */
const MAX_ID = 100;

export function addWatchingCommands(program: Command): void {
	addTail(program);
	addTrigger(program);
}

function addTail(program: Command): void {
	const command = program
		.command('tail')
		.description('print a line for each event as its fate is settled, of a running gateway')
		.option(
			'--last <number>',
			`begin with the newest ones that are kept, at most ${MAX_LAST}`,
			toNumber(0, MAX_LAST),
			20,
		)
		.option('--json', 'print one JSON object a line');
	command.addOption(
		new Option('--find <id>', 'only of this order, message or request, with its whole note').argParser(toId),
	);
	for (const name of FILTERS) command.option(`--${name} <${name}>`, `only of this ${name}; may be repeated`, collect);
	command
		.option(...ADMIN)
		.option(...CONFIG)
		.addHelpText('after', helpSection('Examples:', TAILS))
		.addHelpText('after', '\nEnds with 130 after Ctrl-C, 1 if no gateway answers at the start, 2 on wrong usage.')
		.action(async (flags) => (await import('./run-tail.js')).runTail(flags));
}

function addTrigger(program: Command): void {
	program
		.command('trigger')
		.description('send an invented event to a running gateway, as an SDK would, and say what became of it')
		.argument('[event]', 'such as order; --list shows them all')
		.option('--list', 'print what can be sent')
		.option('--print', 'print the events as JSON, and send nothing')
		.addOption(
			new Option('--without <part>', 'leave a part out; may be repeated').choices(PARTS).argParser(collectPart),
		)
		.option('--set <path=value>', 'change a field, such as properties.total=49.99; may be repeated', collectSetting)
		.option('--count <number>', 'how many, at most 1000', toNumber(1, 1000), 1)
		.option('--to <url>', 'address of the gateway (default: http://127.0.0.1:8787)', toUrl)
		.option('--write-key <key>', 'write key to send with (default: the first of the configuration)')
		.option('--live', 'leave out the mark that keeps it from being counted; asks first on a terminal')
		.option(...ADMIN)
		.option(...CONFIG)
		.addHelpText('after', helpSection('Examples:', TRIGGERS))
		.addHelpText(
			'after',
			'\nA live gateway has OpenAI check examples only: none is ever counted, unless with --live.\n\nEnds with 0 if accepted, 1 on any other fate, 2 on wrong usage or if there is no gateway.',
		)
		.action(async (event, flags) => (await import('./run-trigger.js')).runTrigger(event, flags));
}

function collect(text: string, others: readonly string[] = []): readonly string[] {
	if (text !== '' && text.length <= 200 && others.length < MAX_FILTERS) return [...others, text];
	throw new InvalidArgumentError(`Expected a text of 1 to 200 characters, at most ${MAX_FILTERS} times.`);
}

function toId(text: string): string {
	if (text !== '' && text.length <= MAX_ID) return text;
	throw new InvalidArgumentError(`Expected an id of 1 to ${MAX_ID} characters.`);
}

function collectPart(text: string, others: readonly string[] = []): readonly string[] {
	if (PARTS.some((part) => part === text)) return [...others, text];
	throw new InvalidArgumentError(`Allowed choices are ${PARTS.join(', ')}.`);
}

function collectSetting(text: string, others: readonly Setting[] = []): readonly Setting[] {
	const setting = readSetting(text);
	if (setting !== undefined && others.length < MAX_FILTERS) return [...others, setting];
	throw new InvalidArgumentError('Expected a path and a value, such as properties.total=49.99.');
}

function toNumber(min: number, max: number) {
	return (text: string): number => {
		if (/^\d{1,4}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text);
		throw new InvalidArgumentError(`Expected a number from ${min} to ${max}.`);
	};
}

function toUrl(text: string): string {
	if (isPlainUrl(text)) return text.replace(/\/$/, '');
	throw new InvalidArgumentError('Expected a URL such as http://127.0.0.1:8787, without a key in it.');
}
