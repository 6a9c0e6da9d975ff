/** The findings of `openai-ads doctor`, where the gateway keeps them; the passed ones folded. */

import hourglass from 'lucide:hourglass';
import { Icon, type IconName } from '../parts/icon.js';
import { Card, Time, Words } from '../parts/small.js';
import { toMinute } from '../state/format.js';
import { useLoaded } from '../state/loaded.js';
import type { Finding } from '../state/shapes.js';

const LOOK: Readonly<Record<Finding['status'], readonly [icon: IconName, tone: string, word: string]>> = {
	ok: ['check', 'good', 'passed'],
	warn: ['warn', 'warn', 'warning'],
	fail: ['x', 'bad', 'failed'],
	not_yet: [hourglass, 'faint', 'not yet'],
	skip: ['minus', 'faint', 'skipped'],
};

export function Checks() {
	const { value } = useLoaded<{ at?: string; findings: Finding[] }>('/api/checks');
	if (value === undefined) return <HowToCheck />;
	const passed = value.findings.filter(({ status }) => status === 'ok');
	const others = value.findings.filter(({ status }) => status !== 'ok');
	const aside = value.at === undefined ? undefined : <Time at={value.at} text={toMinute(value.at)} />;
	return (
		<Card id="h-checks" title="Checks" note={`${passed.length} pass, ${others.length} others`} aside={aside}>
			<ul class="checks">
				{others.map((finding) => (
					<Check key={finding.id + finding.pixel} finding={finding} />
				))}
			</ul>
			<details class="passed">
				<summary>
					<Icon name="check" tone="good" />
					<span class="grow">{passed.length} passed</span>
				</summary>
				<ul class="checks">
					{passed.map((finding) => (
						<Check key={finding.id + finding.pixel} finding={finding} />
					))}
				</ul>
			</details>
		</Card>
	);
}

function Check({ finding: { id, status, message, remediation = [] } }: { finding: Finding }) {
	const [icon, tone, word] = LOOK[status];
	return (
		<li>
			<Icon name={icon} tone={tone} />
			<b>
				<span class="sr">{word}: </span>
				<Words text={message} />
			</b>
			<span class="cid">{id}</span>
			{remediation.map((cure) => (
				<p key={cure}>
					<Words text={cure} />
				</p>
			))}
		</li>
	);
}

function HowToCheck() {
	return (
		<Card id="h-checks" title="Checks">
			<div class="sec pad">
				<p class="muted">
					<code>openai-ads doctor</code> checks the keys, the mapping, the clock and your event settings, and says what
					to change. Accepted is not counted: only it can tell whether a campaign uses the event.
				</p>
			</div>
		</Card>
	);
}
