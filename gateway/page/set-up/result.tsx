/** Beside the form: what is wrong or missing, the text to copy, and the checks of doctor. */

import type { Target } from '../../src/set-up/target.js';
import { Findings } from '../parts/finding.js';
import { Icon } from '../parts/icon.js';
import { Card, CodeLine, Words } from '../parts/small.js';
import type { Finding } from '../state/shapes.js';
import { type Checked, checked, isCurrent } from './check.js';
import { goTo, isKnown } from './form-groups.js';
import { KeyCheck } from './parts/key-check.js';
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

/** What can be said of settings alone; what needs the key is asked by a button of its own. */
function Doctor({ result, wanted }: { result: Checked | undefined; wanted: Target }) {
	return (
		<Card id="h-doctor" title="Checks" note="of openai-ads doctor">
			{result !== undefined && <Findings of={[aboutSettings(result), ...result.findings]} />}
			{wanted !== 'segment' && <KeyCheck />}
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

function aboutSettings({ problems }: Checked): Finding {
	return problems.length === 0
		? { id: 'settings', status: 'ok', message: 'Nothing is wrong with these settings' }
		: { id: 'settings', status: 'fail', message: 'Not read: correct them first' };
}
