/** Findings for people: one line each, their cures below, 80 columns. Pure. */

import { toOneLine } from '../one-line.js';
import { type Mark, PLAIN, type Style } from '../terminal/style.js';
import type { Finding, Status } from './finding.js';

const MARKS: Readonly<Record<Status, Mark>> = { ok: 'ok', warn: '!!', fail: 'no', skip: '--', not_yet: '..' };
const ID_WIDTH = 13;
const MIN_WIDTH = 40;
const MAX_WIDTH = 120;

export interface Look {
	/** Columns. @default 80 */
	readonly width?: number | undefined;
	/** @default without colour */
	readonly style?: Style;
}

/**
 * ```
 * no  key          OpenAI refuses it (401, ads.third_party_events.write), and the
 *                  Advertiser API takes it: it is an Advertiser key.
 *                  > Create a Conversions API key under Tools, Conversions.
 * ```
 */
export function showFindings(findings: readonly Finding[], { width = 80, style = PLAIN }: Look = {}): string[] {
	const columns = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width));
	return gatherSkipped(findings).flatMap((finding) => {
		const { id, status, pixel, message, remediation } = finding;
		const mark = style.mark(MARKS[status]);
		const indent = ' '.repeat(4 + ID_WIDTH);
		const room = columns - indent.length;
		const text = toOneLine(pixel === undefined ? message : `${pixel}: ${message}`);
		const [first = '', ...others] = wrap(text, room);
		const cures = remediation.flatMap((cure) =>
			wrap(toOneLine(cure), room - 2).map((line, index) => `${indent}${index === 0 ? '> ' : '  '}${line}`),
		);
		return [`${mark}  ${id.padEnd(ID_WIDTH)}${first}`.trimEnd(), ...others.map((line) => indent + line), ...cures];
	});
}

/** Neighbours that were not made for one reason share a line. */
function gatherSkipped(findings: readonly Finding[]): Finding[] {
	const gathered: { finding: Finding; also: string[] }[] = [];
	for (const finding of findings) {
		const last = gathered.at(-1);
		const isSame = finding.status === 'skip' && last?.finding.status === 'skip';
		if (isSame && last.finding.message === finding.message && last.finding.pixel === finding.pixel)
			last.also.push(finding.id);
		else gathered.push({ finding, also: [] });
	}
	return gathered.map(({ finding, also }) =>
		also.length === 0 ? finding : { ...finding, message: `${finding.message} (the same: ${also.join(', ')})` },
	);
}

/** At spaces; a word that is longer than a line stays whole, since it may be there to be copied. */
function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** `1 check failed, 1 needs a look, 2 not yet. Accepted is not counted. Exit 1.` */
export function showSummary(findings: readonly Finding[], exitCode: number): string {
	const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
	const [failed, warned, waiting, skipped] = [count('fail'), count('warn'), count('not_yet'), count('skip')];
	const parts = [
		failed > 0 ? `${failed} ${failed === 1 ? 'check' : 'checks'} failed` : '',
		warned > 0 ? `${warned} ${warned === 1 ? 'needs' : 'need'} a look` : '',
		waiting > 0 ? `${waiting} not yet` : '',
		skipped > 0 ? `${skipped} not made` : '',
	].filter((part) => part !== '');
	const words = parts.length === 0 ? 'Nothing wrong.' : `${parts.join(', ')}.`;
	return `${words} Accepted is not counted. Exit ${exitCode}.`;
}
