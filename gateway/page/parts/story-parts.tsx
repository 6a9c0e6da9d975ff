/** What a story consists of: why it counts, what was sent, what was left out. */

import wins from 'reasons:wins';
import { toMoney, toUtc } from '../state/format.js';
import type { Attribution, Field, Note, Outcome, Story } from '../state/shapes.js';
import { sentence, VERDICT } from '../words.js';
import { Icon } from './icon.js';
import { Words } from './small.js';
import { TableHead } from './table-head.js';
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
	const key = wins[code];
	return (
		<li>
			<Icon name={code.startsWith('no_click') ? 'x' : 'warn'} tone={code.startsWith('no_click') ? 'bad' : 'warn'} />
			<b>
				<Words text={message} />
			</b>
			{key === undefined ? (
				<span />
			) : (
				<span class="key" title="the match key this would win">
					{key}
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

const SENT: Readonly<Record<Outcome, string>> = {
	accepted: 'What was sent',
	waiting: 'What is to be sent',
	failed: 'What is to be sent',
	discarded: 'What would have been sent',
	skipped: 'What would have been sent',
};

export function Fields({ fields, outcome }: { fields: readonly Field[]; outcome: Outcome }) {
	if (fields.length === 0) return null;
	const currency = fields.find(({ path }) => path === 'data.currency')?.value;
	return (
		<div class="sec">
			<h3>
				{SENT[outcome]} <span class="faint">identifiers are masked</span>
			</h3>
			<table class="kv">
				<TableHead columns={['Field', 'Value', 'From', 'Rule']} />
				<tbody>
					{fields.map(({ path, value, from, rule }) => (
						<tr key={path}>
							<td>
								<Path text={path} />
							</td>
							<td>
								{value}
								<Meaning path={path} value={value} currency={currency} />
							</td>
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

/** What people read a number as: milliseconds as a time, minor units as money. */
function Meaning({ path, value, currency }: { path: string; value: string; currency: string | undefined }) {
	if (!/^\d{1,15}$/.test(value)) return null;
	const n = Number(value);
	const text =
		path === 'timestamp_ms'
			? toUtc(new Date(n).toISOString())
			: path.endsWith('amount')
				? toMoney(n, currency)
				: undefined;
	return text === undefined ? null : <span class="faint"> = {text}</span>;
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
