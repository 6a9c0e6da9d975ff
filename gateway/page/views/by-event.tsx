/** Each type by source: accepted, verdicts, and the share that carries each match key. A number and its bar, so the table is its own alternative. */

import { Spark } from '../parts/charts.js';
import { Card } from '../parts/small.js';
import { number, TableHead } from '../parts/table-head.js';
import { VerdictBar } from '../parts/verdict.js';
import { toNumber, toPercent } from '../state/format.js';
import { toHash } from '../state/route.js';
import type { Group } from '../state/shapes.js';
import { KEYS } from '../words.js';

export function ByEvent({ groups, period }: { groups: readonly Group[]; period: string }) {
	return (
		<div class="gap">
			<Card
				id="h-events"
				title="By event"
				note="verdicts, and the share of accepted events that carries each match key"
			>
				<table class="t byev">
					<TableHead
						columns={[
							'Event',
							number('Accepted'),
							'Verdicts',
							...KEYS.map(([key, , rule]) => number(key, rule)),
							period.replace(/(\d+)/, '$1 '),
						]}
					/>
					<tbody>
						{groups.map((group) => (
							<Row key={`${group.type} ${group.customName} ${group.from} ${group.source}`} group={group} />
						))}
					</tbody>
				</table>
			</Card>
		</div>
	);
}

function Row({ group: { type, customName, from, source, accepted, verdicts, keys, trend = [] } }: { group: Group }) {
	return (
		<tr>
			<td class="evc">
				<a class="ev mono" href={toHash('events', { type, source })}>
					{customName ?? type}
				</a>
				<span class="sub">{[from, source].filter(Boolean).join(' · ')}</span>
			</td>
			<td class="num ev acc">{toNumber(accepted)}</td>
			<td class="wide bars">
				<VerdictBar counts={verdicts} />
			</td>
			{KEYS.map(([key, names, rule]) => {
				const n = Math.min(accepted, Math.max(...[key, ...names].map((name) => keys[name] ?? 0)));
				const percent = toPercent(n, accepted);
				return (
					<td key={key} class="num cov" data-l={key} title={`${rule}: ${toNumber(n)} of ${toNumber(accepted)}`}>
						<span>{percent}%</span>
						<i style={{ '--p': `${percent}%` }} />
					</td>
				);
			})}
			<td class="hide">
				<Spark points={trend.map((point) => (typeof point === 'number' ? point : point.accepted))} />
			</td>
		</tr>
	);
}
