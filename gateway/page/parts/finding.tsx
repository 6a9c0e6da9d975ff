/** A finding of `openai-ads doctor`: how it stands, what was found, what to do. */

import hourglass from 'lucide:hourglass';
import type { Finding } from '../state/shapes.js';
import { toTitle } from '../words.js';
import { Icon, type IconName } from './icon.js';
import { Words } from './small.js';

const LOOK: Readonly<Record<Finding['status'], readonly [icon: IconName, tone: string, word: string]>> = {
	ok: ['check', 'good', 'passed'],
	warn: ['warn', 'warn', 'warning'],
	fail: ['x', 'bad', 'failed'],
	not_yet: [hourglass, 'faint', 'not yet'],
	skip: ['minus', 'faint', 'skipped'],
};

export function Findings({ of }: { of: readonly Finding[] }) {
	return (
		<ul class="checks">
			{of.map((finding) => (
				<Row key={`${finding.id} ${finding.pixel} ${finding.message} ${finding.affected}`} finding={finding} />
			))}
		</ul>
	);
}

function Row({ finding: { id, pixel, status, message, affected = [], remediation = [] } }: { finding: Finding }) {
	const [icon, tone, word] = LOOK[status];
	const [title, rest] = toTitle(message);
	const whom = affected.filter((name) => !message.includes(name)).join(' · ');
	return (
		<li>
			<Icon name={icon} tone={tone} />
			<b>
				<span class="sr">{word}: </span>
				<Words text={title} />
				{whom !== '' && <small class="faint">{whom}</small>}
			</b>
			<span class="cid">{[id, pixel].filter(Boolean).join(', ')}</span>
			{[rest, ...remediation.map(toWords)].filter(Boolean).map((text) => (
				<p key={text}>
					<Words text={text} />
				</p>
			))}
		</li>
	);
}

/** A command, or a row of settings, to be copied as it stands. */
const toWords = (cure: string) => (/^(?:\{.*\}|openai-ads [\w -]+)$/.test(cure) ? `\`${cure}\`` : cure);
