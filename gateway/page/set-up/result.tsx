/** Beside the form: what is wrong or missing, the text to copy, and the checks of doctor. */

import { Icon, type IconName } from '../parts/icon.js';
import { Card, CodeLine, Words } from '../parts/small.js';
import type { Finding } from '../state/shapes.js';
import { type Checked, checked, isCurrent } from './check.js';
import type { Target } from './draft.js';
import { goTo, isKnown } from './form-groups.js';
import { GatewayTexts } from './targets/gateway.js';
import { RudderStackFile } from './targets/rudderstack.js';
import { SegmentFields } from './targets/segment.js';
import { NEXT, TARGET } from './words.js';

export function Result({ wanted }: { wanted: Target }) {
	const result = checked.value;
	return (
		<div class="su-result">
			<Card id="h-result" title={TARGET[wanted][0]} note={TARGET[wanted][1]} aside={<State result={result} />}>
				{result !== undefined && <ToDo result={result} wanted={wanted} />}
				{wanted === 'rudderstack' && <RudderStackFile />}
				{wanted === 'segment' && <SegmentFields />}
				{(wanted === 'file' || wanted === 'environment') && <GatewayTexts />}
			</Card>
			<Doctor result={result} wanted={wanted} />
		</div>
	);
}

function State({ result }: { result: Checked | undefined }) {
	const problems = result?.problems.length ?? 0;
	const missing = result?.missing.length ?? 0;
	const [tone, words] =
		result === undefined
			? ['', 'Checking…']
			: problems > 0
				? ['bad', `${problems} to correct`]
				: missing > 0
					? ['warn', `${missing} missing`]
					: ['ok', 'Ready'];
	return (
		<span role="status" class={`pill ${tone}`} aria-busy={!isCurrent.value}>
			{words}
		</span>
	);
}

function ToDo({ result: { problems, missing }, wanted }: { result: Checked; wanted: Target }) {
	if (problems.length + missing.length === 0) return null;
	return (
		<ul class="checks su-todo" aria-label="To do">
			{problems.map(({ at, message }) => (
				<li key={`${at} ${message}`}>
					<Icon name="x" tone="bad" />
					<span>
						{isKnown(at, wanted) ? (
							<button type="button" class="su-go" onClick={() => goTo(at, wanted)}>
								{at}
							</button>
						) : (
							<code>{at}</code>
						)}{' '}
						<Words text={message} />
					</span>
				</li>
			))}
			{missing.map((what) => (
				<li key={what}>
					<Icon name="minus" tone="warn" />
					<span>{what}</span>
				</li>
			))}
		</ul>
	);
}

const LOOK: Readonly<Record<string, readonly [icon: IconName, tone: string, word: string]>> = {
	ok: ['check', 'good', 'passed'],
	warn: ['warn', 'warn', 'warning'],
	fail: ['x', 'bad', 'failed'],
};

/** What can be said of settings alone; the rest needs the key, which is not asked for here. */
function Doctor({ result, wanted }: { result: Checked | undefined; wanted: Target }) {
	const isRight = result !== undefined && result.problems.length === 0;
	return (
		<Card id="h-doctor" title="Checks" note="of openai-ads doctor, as far as they need no key">
			<ul class="checks">
				{isRight && (
					<Check finding={{ id: 'settings', status: 'ok', message: 'Nothing is wrong with these settings' }} />
				)}
				{result !== undefined && !isRight && (
					<Check finding={{ id: 'settings', status: 'fail', message: 'Not read: correct them first' }} />
				)}
				{result?.findings.map((finding) => (
					<Check key={`${finding.id} ${finding.pixel} ${finding.message}`} finding={finding} />
				))}
			</ul>
			<div class="su-next">
				<h3>Next</h3>
				{NEXT[wanted].map(([what, command]) => (
					<div key={`${what} ${command}`}>
						{what !== '' && <p>{what}</p>}
						{command !== undefined && <CodeLine text={command} label={what || 'The command'} />}
					</div>
				))}
			</div>
		</Card>
	);
}

function Check({ finding: { id, pixel, status, message, remediation = [] } }: { finding: Finding }) {
	const [icon, tone, word] = LOOK[status] ?? ['minus', 'faint', 'not made'];
	return (
		<li>
			<Icon name={icon} tone={tone} />
			<b>
				<span class="sr">{word}: </span>
				<Words text={message} />
			</b>
			<span class="cid">{[id, pixel].filter(Boolean).join(', ')}</span>
			{remediation.map((cure) => (
				<p key={cure}>
					<Words text={cure} />
				</p>
			))}
		</li>
	);
}
