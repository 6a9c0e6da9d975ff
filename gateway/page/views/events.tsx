/** The list on the left, one story on the right; the skipped ones by reason and name; the first run. */

import { EventList } from '../parts/event-list.js';
import { Filters } from '../parts/filters.js';
import { PixelFilter } from '../parts/pixel-filter.js';
import { NearMisses, SkipTable } from '../parts/skip-table.js';
import { Card, Empty } from '../parts/small.js';
import { events, filter, hasAny, isLoaded, listProblem } from '../state/events.js';
import { toNumber } from '../state/format.js';
import { sandbox } from '../state/later.js';
import { useLoaded } from '../state/loaded.js';
import { route, toHash } from '../state/route.js';
import type { Overview } from '../state/shapes.js';
import { StoryView } from './story.js';

export function EventsView() {
	const { query, id } = route.value;
	if (query.outcome === 'skipped' && id === undefined) return <SkippedView />;
	const Faults = sandbox.value?.Faults;
	return (
		<>
			<h1 class="sr">Events</h1>
			<div class="split" {...(id === undefined ? {} : { 'data-open': true })}>
				<div class="left">
					{Faults !== undefined && <Faults />}
					<Filters />
					<List label="Events, newest first" />
				</div>
				{id === undefined ? <Hint /> : <StoryView id={id} />}
			</div>
		</>
	);
}

function Hint() {
	return (
		<article class="card detail" aria-label="No event chosen">
			<Empty title="Choose an event">
				<p>Or search for an order, a message id, or a request id.</p>
			</Empty>
		</article>
	);
}

export function List({ label }: { label: string }) {
	if (listProblem.value !== undefined) return <Empty title={listProblem.value.message} />;
	if (events.value.length > 0) return <EventList label={label} />;
	const isFiltered = Object.keys(filter.value).length > 0;
	if (!isLoaded.value) return <Empty title="Reading…" />;
	return (
		<div class="card">
			<Empty title={isFiltered || hasAny.value ? 'Nothing matches.' : 'No event yet.'}>
				{isFiltered && (
					<a class="btn" href={toHash('events')}>
						Clear filters
					</a>
				)}
			</Empty>
		</div>
	);
}

/** By reason and name, near misses on top; below them the newest. */
function SkippedView() {
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
