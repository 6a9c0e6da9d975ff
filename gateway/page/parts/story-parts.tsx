/** What a story consists of: why, what happened, what was sent, what was left out. */

import { toClock, toUtc } from '../state/format.js';
import type { Attribution, Field, Note, Step, Story } from '../state/shapes.js';
import { STEP, sentence, VERDICT } from '../words.js';
import { Icon } from './icon.js';
import { Words } from './small.js';
import { MatchKeys } from './verdict.js';

/** The verdict, the keys it rests on, and what would better it. */
export function Why({ story }: { story: Story }) {
	const { explanation, verdict = explanation?.attribution?.verdict, outcome } = story;
	if (verdict === undefined || outcome === 'skipped') return null;
	const reasons = explanation?.attribution?.reasons ?? [];
	const [name, , meaning] = VERDICT[verdict];
	const isWhole = verdict === 'attributable' && reasons.length === 0;
	return (
		<div class="why">
			<div class="sum">
				<i class={`vm vm-${verdict[0]}`} aria-hidden="true" />
				<p>
					{name}
					<small>
						{meaning}
						{isWhole ? ' Nothing lowers it.' : ''}
					</small>
				</p>
				<MatchKeys carried={story.matchKeys ?? explanation?.attribution?.matchKeys ?? []} />
			</div>
			{reasons.length > 0 && (
				<ol>
					{reasons.map((reason) => (
						<ReasonRow key={reason.code} reason={reason} />
					))}
				</ol>
			)}
		</div>
	);
}

function ReasonRow({ reason: { code, message, cure } }: { reason: Attribution['reasons'][number] }) {
	const wins = WINS.find(([word]) => code.includes(word))?.[1];
	return (
		<li>
			<Icon name={code.startsWith('no_click') ? 'x' : 'warn'} tone={code.startsWith('no_click') ? 'bad' : 'warn'} />
			<b>
				<Words text={message} />
			</b>
			{wins === undefined ? (
				<span />
			) : (
				<span class="key" title="the match key this would win">
					{wins}
				</span>
			)}
			{cure !== undefined && (
				<p class="fix">
					<Words text={cure} />
				</p>
			)}
		</li>
	);
}

/** Which key a reason costs, by a word of its code. */
const WINS = [
	['click', 'click'],
	['email', 'e-mail'],
	['phone', 'phone'],
	['anonymous', 'id'],
] as const;

export function Steps({ steps }: { steps: readonly Step[] }) {
	const [first] = steps;
	if (first === undefined) return null;
	return (
		<div class="sec">
			<h3>What happened</h3>
			<ol class="steps">
				{steps.map((step, i) => (
					<li key={`${step.at}${step.what}`} class={TONE[step.what] ?? ''}>
						<b>
							{STEP[step.what] ?? sentence(step.what)}
							{step.status === undefined ? '' : `, ${step.status}`}
						</b>
						<span title={toUtc(step.at)}>{i === 0 ? toExact(step.at) : toLater(first.at, step.at)}</span>
						{step.detail !== undefined && <span>{step.detail}</span>}
						{step.until !== undefined && <span title={toUtc(step.until)}>until {toClock(step.until)}</span>}
						{step.requestId !== undefined && <span class="mono">{step.requestId}</span>}
					</li>
				))}
			</ol>
		</div>
	);
}

const TONE: Readonly<Record<string, string>> = {
	retrying: 'now',
	held: 'now',
	discarded: 'no',
	failed: 'no',
	set_aside: 'no',
};

function toExact(at: string): string {
	return `${toClock(at)}.${at.slice(20, 23)}`;
}

function toLater(first: string, at: string): string {
	const ms = Date.parse(at) - Date.parse(first);
	return ms < 1000 ? `+${ms} ms` : `+${(ms / 1000).toFixed(2)} s`;
}

export function Fields({ fields }: { fields: readonly Field[] }) {
	if (fields.length === 0) return null;
	return (
		<div class="sec">
			<h3>
				What was sent <span class="faint">identifiers are masked</span>
			</h3>
			<table class="kv">
				<thead>
					<tr>
						{['Field', 'Value', 'From', 'Rule'].map((name) => (
							<th scope="col" key={name}>
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{fields.map(({ path, value, from, rule }) => (
						<tr key={path}>
							<td>
								<Path text={path} />
							</td>
							<td>{value}</td>
							<td>
								<Path text={from ?? '–'} />
							</td>
							<td>
								<Words text={rule ?? ''} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** Long paths break before a dot, never inside a word. */
function Path({ text }: { text: string }) {
	return (
		<>
			{text.split(/(?=[.[])/).map((part, i) => (
				<>
					{i > 0 && <wbr />}
					{part}
				</>
			))}
		</>
	);
}

export function LeftOut({ notes, notRead }: { notes: readonly Note[]; notRead: readonly string[] }) {
	if (notes.length + notRead.length === 0) return null;
	const rows = [
		...notes.map(({ path, message }) => [path, sentence(message)]),
		...notRead.map((path) => [path, 'Read by no field. Never sent.']),
	];
	return (
		<div class="sec">
			<h3>What was left out or assumed</h3>
			<table class="kv lo" aria-label="Fields left out or assumed, and why">
				<tbody>
					{rows.map(([path = '', text = '']) => (
						<tr key={path + text}>
							<td>{path}</td>
							<td>
								<Words text={text} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
