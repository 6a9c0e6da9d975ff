/** What OpenAI would have received: each request that carried the event, in the sandbox. */

import type { Attempt } from '../state/shapes.js';
import { Icon } from './icon.js';
import { Json } from './json.js';

const ORDINAL = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];

export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
	return (
		<div class="sec">
			{attempts.map((attempt, i) => (
				<One
					key={`${attempt.requestId ?? ''}${i}`}
					attempt={attempt}
					isRepeated={i > 0 && isSame(attempt, attempts[i - 1])}
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

/** What is tried again is sent as it was: its body is shown once. */
const isSame = (one: Attempt, other?: Attempt) => JSON.stringify(one.body) === JSON.stringify(other?.body);

const after = (earlier?: Attempt) =>
	earlier === undefined ? '' : `, after ${earlier.status === undefined ? 'no answer' : `a ${earlier.status}`}`;

function One({
	attempt: { line, body, status, answer, requestId, events = 1, isCut },
	title,
	isRepeated,
}: {
	attempt: Attempt;
	title: string;
	isRepeated: boolean;
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
			{isRepeated ? <p class="json faint">The same bytes as before.</p> : <Body title={title} value={body} />}
			<div class="reqline ans mono">
				<Icon name={isGood ? 'check' : 'x'} tone={isGood ? 'good' : 'bad'} />
				<b>{status ?? 'no answer'}</b> {answer === undefined ? '' : JSON.stringify(answer)}
				<span class="grow" />
				<span class="faint">{requestId}</span>
			</div>
		</>
	);
}

function Body({ title, value }: { title: string; value: unknown }) {
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
			<section class="json" tabIndex={0} aria-label={`Body of the ${title.toLowerCase()}, identifiers masked`}>
				<pre>
					<Json value={value} indent={0} />
				</pre>
			</section>
		</>
	);
}
