/** A verdict by word and shape, the bar of all four, and the match keys of one event. */

import { toPercent } from '../state/format.js';
import { VERDICTS, type Verdict, type VerdictCounts } from '../state/shapes.js';
import { KEYS, VERDICT } from '../words.js';
import { Icon } from './icon.js';

export function VerdictWord({ verdict }: { verdict: Verdict }) {
	return <span class={`v v-${verdict[0]}`}>{VERDICT[verdict][0]}</span>;
}

export function VerdictBar({ counts }: { counts: VerdictCounts }) {
	const total = sum(counts);
	const label = VERDICTS.map(
		(verdict) => `${toPercent(counts[verdict] ?? 0, total)}% ${VERDICT[verdict][0].toLowerCase()}`,
	);
	return (
		<span class="bar" role="img" aria-label={label.join(', ')}>
			{VERDICTS.filter((verdict) => (counts[verdict] ?? 0) > 0).map((verdict) => (
				<i key={verdict} class={`f-${verdict[0]}`} style={{ flex: `${counts[verdict]}` }} />
			))}
		</span>
	);
}

export function sum(counts: VerdictCounts): number {
	return VERDICTS.reduce((total, verdict) => total + (counts[verdict] ?? 0), 0);
}

export function MatchKeys({ carried }: { carried: readonly string[] }) {
	return (
		<ul class="mk" aria-label="Match keys this event carries">
			{KEYS.map(([key, names, rule]) => {
				const has = names.some((name) => carried.includes(name));
				return (
					<li key={key} class={has ? 'has' : 'not'} title={rule}>
						<Icon name={has ? 'check' : 'minus'} />
						{key}
						<span class="sr">{has ? ', carried' : ', missing'}</span>
					</li>
				);
			})}
		</ul>
	);
}
