/** `openai-ads move` */

import { statSync } from 'node:fs';
import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import { type MovedRows, moveStore } from '../queue/move/move-store.js';
import { StorageError } from '../queue/queue-errors.js';
import { readText } from '../settings/environment.js';
import { loadGateway } from '../settings/load-configuration.js';
import { isPostgres } from '../settings/postgres-url.js';
import { StartError } from '../start-error.js';

export interface MoveFlags {
	readonly from: string;
	readonly to?: string;
	readonly toFile?: string;
	readonly json?: boolean;
	readonly config?: string;
}

/** Rows of a table after which it is said how far it has come. Our choice. */
const SAY_EVERY = 100_000;
/** Of the file that holds the URL. Our choice. */
const MAX_URL_BYTES = 10_000;

export async function runMove(flags: MoveFlags): Promise<void> {
	const folder = toFolder(flags.from);
	const url = readUrl(flags);
	const { pixels } = loadGateway({ environment: process.env, flags: {}, configFile: flags.config });
	const pixelId = pixels[0]?.destination.pixelId || undefined;
	const { sleep } = withDefaultPorts();
	try {
		const moved = await moveStore({
			...{ folder, url, pixelId, sleep },
			onSlice: ({ title }, read) => {
				if (read % SAY_EVERY === 0) console.error(`${title}: ${show(read)} so far`);
			},
		});
		for (const line of flags.json === true ? [toJson(moved)] : toLines(moved)) console.log(line);
	} catch (error) {
		if (!(error instanceof StorageError)) throw error;
		throw new StartError(
			`move: ${error.message} What was carried stays. Run it again: it goes on where it stopped.`,
			1,
		);
	}
}

function toFolder(from: string): string {
	const folder = /^file:(?:\/\/)?(.+)$/.exec(from)?.[1];
	if (folder !== undefined) return folder;
	throw new StartError('--from: expected the folder of a stopped gateway, such as file:/var/lib/openai-ads.');
}

/** Never shows what it got: it may hold a password. */
function readUrl({ to, toFile }: MoveFlags): string {
	if ((to === undefined) === (toFile === undefined)) {
		throw new StartError('move: expected either --to env:NAME or --to-file FILE.');
	}
	const [pointer, url] = to === undefined ? ['--to-file', readUrlFile(toFile ?? '')] : readUrlVariable(to);
	if (url !== undefined && isPostgres(url) && URL.canParse(url)) return url;
	throw new StartError(
		`${pointer}: expected the URL of a PostgreSQL, such as postgres://user:password@host/database, got ${url === undefined ? 'nothing' : 'something else'}.`,
	);
}

function readUrlFile(file: string): string {
	const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
	if (size > MAX_URL_BYTES) throw new StartError(`--to-file: expected a file with a URL, got ${size} bytes.`);
	return readText(file, '--to-file').trim();
}

function readUrlVariable(to: string): [pointer: string, url: string | undefined] {
	const name = /^env:([A-Za-z_][A-Za-z0-9_]{0,99})$/.exec(to)?.[1];
	if (name !== undefined) return [`--to ${to}`, process.env[name]?.trim() || undefined];
	throw new StartError(
		'--to: expected env:NAME, where the variable NAME holds the URL. A URL has a password in it, and whoever uses this machine can read the arguments of a command.',
	);
}

function toJson(moved: readonly MovedRows[]): string {
	const rows = moved.map(({ table, carried, known, cancelled }) => [table.field, { carried, known, cancelled }]);
	return JSON.stringify(Object.fromEntries(rows));
}

function toLines(moved: readonly MovedRows[]): string[] {
	const lines = moved.map(({ table, carried, known, cancelled }) => {
		const there = known > 0 ? `, ${show(known)} there already` : '';
		const gone = cancelled > 0 ? `, ${show(cancelled)} cancelled there` : '';
		return `${table.title.padEnd(16)} ${show(carried).padStart(12)}${there}${gone}`;
	});
	const isAll = moved.every(({ carried }) => carried === 0);
	return ['Carried:', ...lines, isAll ? NOTHING : NEXT];
}

const show = (n: number) => n.toLocaleString('en-US');
const NOTHING = 'There was nothing left to carry.';
const NEXT =
	'The folder is as it was. Start gateways with OPENAI_ADS_QUEUE, none on the folder any more, and delete it once they deliver: it holds what the queue held.';
