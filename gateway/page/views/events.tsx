/** The list on the left, one story on the right. */

import { Filters } from '../parts/filters.js';
import { List } from '../parts/list.js';
import { Empty } from '../parts/small.js';
import { later, sandbox } from '../state/later.js';
import { route } from '../state/route.js';

export function EventsView() {
	const { query, id } = route.value;
	const { SkippedView, StoryView } = later.value ?? {};
	if (query.outcome === 'skipped' && id === undefined) return SkippedView === undefined ? null : <SkippedView />;
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
				{id === undefined ? <Hint /> : StoryView !== undefined && <StoryView id={id} />}
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
