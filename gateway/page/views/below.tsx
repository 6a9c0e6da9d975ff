/** The overview below the fold: what is skipped, and each event's match keys. */

import { NearMisses, SkipTable } from '../parts/skip-table.js';
import { Card } from '../parts/small.js';
import { toNumber } from '../state/format.js';
import type { Overview } from '../state/shapes.js';
import { ByEvent } from './by-event.js';

export function Below({ overview: { skipped, received, groups }, period }: { overview: Overview; period: string }) {
	const total = skipped.reduce((sum, { n }) => sum + n, 0);
	return (
		<>
			{total > 0 && (
				<Card
					id="h-skipped"
					title="Skipped"
					note={`${toNumber(total)} of ${toNumber(received)}, by design: check that no conversion is among them`}
				>
					<NearMisses skipped={skipped} />
					<SkipTable skipped={skipped} />
				</Card>
			)}
			{groups.length > 0 && <ByEvent groups={groups} period={period} />}
		</>
	);
}
