/** The events that the filters let through, or why there are none. */

import { events, filter, hasAny, isLoaded, listProblem } from '../state/events.js';
import { toHash } from '../state/route.js';
import { EventList } from './event-list.js';
import { Empty } from './small.js';

export function List({ label }: { label: string }) {
	if (listProblem.value !== undefined) return <Empty title={listProblem.value.message} />;
	if (events.value.length > 0) return <EventList label={label} />;
	const isFiltered = Object.keys(filter.value).length > 0;
	const nothing = filter.value['q'] === undefined ? 'Nothing matches.' : `Nothing matches “${filter.value['q']}”.`;
	if (!isLoaded.value) return <Empty title="Reading…" />;
	return (
		<div class="card">
			<Empty title={isFiltered || hasAny.value ? nothing : 'No event yet.'}>
				{isFiltered && (
					<a class="btn" href={toHash('events')}>
						Clear filters
					</a>
				)}
			</Empty>
		</div>
	);
}
