/** One event: where it is, and why. */

import { useState } from 'preact/hooks';
import { Icon } from '../parts/icon.js';
import { Empty, OutcomePill, Words } from '../parts/small.js';
import { Steps } from '../parts/steps.js';
import { Fields, LeftOut, Why } from '../parts/story-parts.js';
import { toMoney } from '../state/format.js';
import { sandbox } from '../state/later.js';
import { useLoaded } from '../state/loaded.js';
import { route, toHash } from '../state/route.js';
import type { Story } from '../state/shapes.js';
import { copy, copyStory } from '../state/toast.js';
import { headline, reasonMeaning } from '../words.js';

/** A story may still go on. Our choice. */
const EVERY_MS = 2000;

export function StoryView({ id }: { id: string }) {
	const { value: story, problem } = useLoaded<Story>(`/api/events/${encodeURIComponent(id)}`, {}, EVERY_MS);
	if (story === undefined) {
		return (
			<article class="card detail" aria-label={`Event ${id}`}>
				{problem === undefined ? <Empty title="Reading…" /> : <Missing message={problem.message} />}
			</article>
		);
	}
	return (
		<article class="card detail" aria-label={headline(story)}>
			<Head story={story} />
			<Why story={story} />
			<Body story={story} />
			<Others story={story} />
		</article>
	);
}

function Missing({ message }: { message: string }) {
	return (
		<Empty title="Not found">
			<p>{message}</p>
			<a class="btn" href={toHash('events', route.value.query)}>
				Back to events
			</a>
		</Empty>
	);
}

function Head({ story }: { story: Story }) {
	const { type, name, pixel, source, amount, currency, outcome, reason, detail } = story;
	const about = [name === type ? undefined : name, pixel, source, toMoney(amount, currency)]
		.filter(Boolean)
		.join(' · ');
	return (
		<div class="top2">
			<a class="icon back" href={toHash('events', route.value.query)} aria-label="Back to events">
				<Icon name="arrowLeft" />
			</a>
			<div class="grow">
				<h2>{headline(story)}</h2>
				<p class="muted">
					{type !== undefined && <span class="mono">{type}</span>}
					{type !== undefined && ' · '}
					{about}
				</p>
			</div>
			<span class="acts">
				<button type="button" class="btn sm" onClick={() => void copy(location.href, 'Link copied.')}>
					<Icon name="link" />
					Link
				</button>
				<button type="button" class="btn sm" onClick={() => void copyStory(story)}>
					<Icon name="copy" />
					For support
				</button>
			</span>
			{outcome !== 'accepted' && (
				<p class="fine said">
					<OutcomePill outcome={outcome} reason={reason} />
					<span>
						<Words text={detail || reasonMeaning(reason ?? '')} />
					</span>
				</p>
			)}
		</div>
	);
}

function Body({ story }: { story: Story }) {
	const [tab, setTab] = useState<'fields' | 'requests'>('fields');
	const { requests = [] } = story;
	const Attempts = sandbox.value?.Attempts;
	if (Attempts === undefined || requests.length === 0) return <FieldByField story={story} />;
	const tabs = [
		['fields', 'Field by field'],
		['requests', 'What OpenAI would have received'],
	] as const;
	const turn = (event: KeyboardEvent) => {
		if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
		const other = tab === 'fields' ? 'requests' : 'fields';
		setTab(other);
		document.getElementById(`tab-${other}`)?.focus();
	};
	return (
		<>
			<div class="tabl" role="tablist" aria-label="Story" onKeyDown={turn}>
				{tabs.map(([name, title]) => (
					<button
						type="button"
						role="tab"
						key={name}
						id={`tab-${name}`}
						aria-controls="tab-panel"
						aria-selected={tab === name}
						tabIndex={tab === name ? 0 : -1}
						onClick={() => setTab(name)}
					>
						{title}
					</button>
				))}
			</div>
			<div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
				{tab === 'fields' ? <FieldByField story={story} /> : <Attempts attempts={requests} />}
			</div>
		</>
	);
}

function FieldByField({ story }: { story: Story }) {
	const { steps, explanation, notes = [], outcome, detail } = story;
	return (
		<>
			<Steps steps={steps} told={outcome === 'accepted' ? undefined : detail} />
			{explanation === undefined && outcome !== 'skipped' && (
				<div class="sec">
					<p class="muted">
						Too many events a second to explain each. Every outcome and verdict is here; the next quiet one has its
						fields.
					</p>
				</div>
			)}
			<Fields fields={explanation?.fields ?? []} outcome={outcome} />
			<LeftOut notes={explanation?.notes ?? notes} notRead={explanation?.notRead ?? []} />
		</>
	);
}

function Others({ story: { others = [], duplicateOf } }: { story: Story }) {
	const links = [
		...(duplicateOf === undefined ? [] : [[duplicateOf, 'the one that came first']]),
		...others.map((key) => [key, `event ${key}`]),
	];
	if (links.length === 0) return null;
	return (
		<div class="sec">
			<h3>Others of the same id</h3>
			<p class="others">
				{links.map(([key, text]) => (
					<a key={key} class="link" href={toHash('events', {}, key)}>
						{text}
					</a>
				))}
			</p>
		</div>
	);
}
