/** The skipped ones by reason and name, near misses on top; below them the newest. */

import { Filters } from '../parts/filters.js';
import { List } from '../parts/list.js';
import { PixelFilter } from '../parts/pixel-filter.js';
import { NearMisses, SkipTable } from '../parts/skip-table.js';
import { Card, Empty } from '../parts/small.js';
import { toNumber } from '../state/format.js';
import { useLoaded } from '../state/loaded.js';
import { route } from '../state/route.js';
import type { Overview } from '../state/shapes.js';

export function SkippedView() {
	const { pixel, source } = route.value.query;
	const narrowed = { ...(pixel ? { pixel } : {}), ...(source ? { source } : {}) };
	const { value } = useLoaded<Overview>('/api/overview', { period: '24h', ...narrowed }, 10_000);
	const total = value?.skipped.reduce((sum, { n }) => sum + n, 0) ?? 0;
	return (
		<>
			<div class="head">
				<h1>Skipped events</h1>
				<span class="grow" />
				<PixelFilter />
			</div>
			<Filters />
			{value !== undefined && (
				<section class="card" aria-label="By reason and event name">
					<NearMisses skipped={value.skipped} more />
					{total === 0 ? <Empty title="Nothing was skipped in 24 h." /> : <SkipTable skipped={value.skipped} />}
				</section>
			)}
			<div class="gap lone">
				<Card
					id="h-newest"
					title="Newest"
					note={`each keeps its story: its name, the reason, and what decided it${total === 0 ? '' : `; ${toNumber(total)} in 24 h`}`}
				>
					<List label="Skipped events, newest first" />
				</Card>
			</div>
		</>
	);
}
