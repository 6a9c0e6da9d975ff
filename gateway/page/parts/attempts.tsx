/** What OpenAI would have received: each request that carried the event, in the sandbox. */

import { Fragment } from 'preact';
import type { Attempt } from '../state/shapes.js';
import { Icon } from './icon.js';

const ORDINAL = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];

export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
	return (
		<div class="sec">
			{attempts.map((attempt, i) => (
				<One
					key={`${attempt.requestId ?? ''}${i}`}
					attempt={attempt}
					title={`${ORDINAL[i] ?? `${i + 1}th`} request${after(attempts[i - 1])}`}
				/>
			))}
			<p class="note">
				Names, order and nesting are exactly what was sent; identifiers are masked here too. Raw values never reach this
				page.
			</p>
		</div>
	);
}

const after = (earlier?: Attempt) =>
	earlier === undefined ? '' : `, after ${earlier.status === undefined ? 'no answer' : `a ${earlier.status}`}`;

function One({
	attempt: { line, body, status, answer, requestId, events = 1, isCut },
	title,
}: {
	attempt: Attempt;
	title: string;
}) {
	const isGood = status !== undefined && status < 300;
	return (
		<>
			<h3>
				{title}
				<span class="faint">
					{events > 1 ? `${events - 1} more went with it` : ''}
					{isCut ? ' cut, it is large' : ''}
				</span>
			</h3>
			<div class="reqline mono">
				<b>POST</b> {line?.replace(/^POST /, '') ?? '/v1/events'}
				<span class="grow" />
				<span class="faint">authorization: Bearer •••••</span>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
			<section class="json" tabIndex={0} aria-label={`Body of the ${title.toLowerCase()}, identifiers masked`}>
				<pre>
					<Json value={body} indent={0} />
				</pre>
			</section>
			<div class="reqline ans mono">
				<Icon name={isGood ? 'check' : 'x'} tone={isGood ? 'good' : 'bad'} />
				<b>{status ?? 'no answer'}</b> {answer === undefined ? '' : JSON.stringify(answer)}
				<span class="grow" />
				<span class="faint">{requestId}</span>
			</div>
		</>
	);
}

/** JSON as it was sent, coloured by kind. */
function Json({ value, indent }: { value: unknown; indent: number }) {
	if (value === null || typeof value !== 'object') {
		const tone = typeof value === 'string' ? (/[•*…]/.test(value) ? 'jm' : 'js') : 'jd';
		return <i class={tone}>{JSON.stringify(value)}</i>;
	}
	const isList = Array.isArray(value);
	const entries = Object.entries(value);
	const [open, close] = isList ? '[]' : '{}';
	if (entries.length === 0) return <>{`${open}${close}`}</>;
	const pad = '  '.repeat(indent + 1);
	return (
		<>
			{`${open}\n`}
			{entries.map(([name, child], i) => (
				<Fragment key={name}>
					{pad}
					{!isList && <i class="jk">{JSON.stringify(name)}</i>}
					{isList ? '' : ': '}
					<Json value={child} indent={indent + 1} />
					{i < entries.length - 1 ? ',\n' : '\n'}
				</Fragment>
			))}
			{`${'  '.repeat(indent)}${close}`}
		</>
	);
}
