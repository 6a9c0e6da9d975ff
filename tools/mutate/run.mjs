/**
 * `npm run mutate [room or file ...]`: changes one operator, condition or text at a time and asks whether a unit test
 * notices. What survives is printed with its place. Never a gate: exit 0 whatever survives, 1 if something could not be
 * finished.
 */

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findRoom, ROOM_NAMES } from './rooms.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const STRYKER = join(import.meta.dirname, 'node_modules/@stryker-mutator/core/bin/stryker.js');
/** All rooms together get an hour; a room that is cut short reports nothing. */
const LIMIT_MS = 60 * 60 * 1000;

/**
 * Runs Stryker over one room.
 *
 * @param {string} word
 * @param {number} deadlineMs
 * @returns {Promise<boolean>} whether it came to its end in time
 */
function mutate(word, deadlineMs) {
	return new Promise((done) => {
		const stryker = spawn(process.execPath, [STRYKER, 'run', join(import.meta.dirname, 'stryker.config.mjs')], {
			cwd: ROOT,
			env: { ...process.env, MUTATE: word },
			stdio: 'inherit',
		});
		const timer = setTimeout(() => stryker.kill('SIGTERM'), Math.max(0, deadlineMs - Date.now()));
		stryker.on('close', (code) => {
			clearTimeout(timer);
			done(code === 0);
		});
	});
}

const words = process.argv.slice(2);
const unknown = words.filter((word) => findRoom(word) === undefined);
if (unknown.length > 0) {
	console.error(
		`${unknown.join(', ')}: not a room. Rooms: ${ROOM_NAMES.join(', ')}, or a file of one: deliver/retry-delay.ts.`,
	);
	process.exit(2);
}

const deadlineMs = Date.now() + LIMIT_MS;
const unfinished = [];
for (const word of words.length > 0 ? words : ROOM_NAMES) {
	console.log(`\n== ${word}`);
	if (Date.now() >= deadlineMs || !(await mutate(word, deadlineMs))) unfinished.push(word);
}
// Stryker leaves its copy of the project behind when it is stopped.
rmSync(join(import.meta.dirname, '.stryker-tmp'), { recursive: true, force: true });
if (unfinished.length > 0) {
	console.error(`\nNot finished: ${unfinished.join(', ')}. Run them apart: npm run mutate -- ${unfinished[0]}`);
	process.exitCode = 1;
}
