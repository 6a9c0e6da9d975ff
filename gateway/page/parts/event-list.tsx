/** The list: rows of one height, of which only those in sight are in the document. It never moves under a pointer or the focus. */

import { useEffect, useRef, useState } from 'preact/hooks';
import {
	dropped,
	events,
	hasInstances,
	isBusy,
	isPaused,
	loadNewest,
	loadOlder,
	newer,
	showNewer,
} from '../state/events.js';
import { shorten, toMoney, toNumber } from '../state/format.js';
import { route, toHash } from '../state/route.js';
import type { Summary } from '../state/shapes.js';
import { streamState } from '../state/stream.js';
import { OutcomePill, Time } from './small.js';
import { VerdictWord } from './verdict.js';

const ROW_HEIGHT = 58;
/** Rows in the document. (product decision) */
const MAX_ROWS = 60;
/** Above and below what is seen. */
const SPARE = 8;
/** How often a screen reader hears of newer ones. (product decision) */
const ANNOUNCE_MS = 10_000;

export function EventList({ label }: { label: string }) {
	const scroller = useRef<HTMLDivElement>(null);
	const [top, setTop] = useState(0);
	const all = events.value;
	const height = scroller.current?.clientHeight ?? 800;
	const first = Math.max(0, Math.min(Math.floor(top / ROW_HEIGHT) - SPARE, all.length - 1));
	const count = Math.min(MAX_ROWS, Math.ceil(height / ROW_HEIGHT) + 2 * SPARE);
	const rows = all.slice(first, first + count);
	useEffect(() => {
		if (first + count >= all.length) void loadOlder();
	}, [first + count >= all.length]);
	useEffect(() => release, []);
	const look = () => {
		const { current } = scroller;
		isBusy.value =
			current !== null &&
			(current.matches(':hover') || current.scrollTop > 0 || current.contains(document.activeElement));
	};
	const state = streamState.value;
	return (
		<div
			class={`card${state === 'reconnecting' || state === 'lost' ? ' stale' : ''}`}
			onPointerEnter={look}
			onPointerLeave={look}
			onFocusIn={look}
			onFocusOut={() => requestAnimationFrame(look)}
		>
			<Newer onShow={() => scroller.current?.scrollTo(0, 0)} />
			<div
				class="scroller"
				ref={scroller}
				onScroll={({ currentTarget }) => {
					setTop(currentTarget.scrollTop);
					look();
				}}
			>
				<ol class="list" aria-label={label} style={{ height: `${all.length * ROW_HEIGHT}px` }}>
					{rows.map((summary, i) => (
						<li
							key={summary.key}
							style={{ top: `${(first + i) * ROW_HEIGHT}px` }}
							aria-setsize={all.length}
							aria-posinset={first + i + 1}
						>
							<EventRow summary={summary} />
						</li>
					))}
				</ol>
			</div>
		</div>
	);
}

/** Nothing is held when the list is gone. */
function release(): void {
	isBusy.value = false;
}

function Newer({ onShow }: { onShow(): void }) {
	const count = newer.value.length;
	const [said, setSaid] = useState('');
	const text = `${toNumber(count)} newer event${count === 1 ? '' : 's'}`;
	const latest = useRef(text);
	latest.current = count === 0 ? '' : text;
	useEffect(() => {
		const timer = setInterval(() => setSaid(latest.current), ANNOUNCE_MS);
		return () => clearInterval(timer);
	}, []);
	const show = () => {
		showNewer();
		onShow();
	};
	return (
		<>
			<span class="sr" aria-live="polite">
				{said}
			</span>
			{dropped.value > 0 && (
				<p class="missed">
					{toNumber(dropped.value)} update{dropped.value === 1 ? ' was' : 's were'} left out{' '}
					<button type="button" class="link" onClick={() => void loadNewest()}>
						Read again
					</button>
				</p>
			)}
			{count > 0 && (
				<button type="button" class="newer" onClick={show}>
					{text}
					{isPaused.value ? ', paused' : ''}
				</button>
			)}
		</>
	);
}

function EventRow({ summary }: { summary: Summary }) {
	const { key, type, name, id, messageId, at, outcome, reason, verdict, short, note } = summary;
	const { amount, currency, source, pixel, instance } = summary;
	const { id: open, query } = route.value;
	const isOpen = open !== undefined && (open === key || open === id || open === messageId);
	const place = hasInstances.value ? instance : undefined;
	const said = short ?? note?.replaceAll('`', '').replace(/\.$/, '');
	const more = [said, toMoney(amount, currency), source, pixel, place].filter(Boolean).join(' · ');
	return (
		<a class="row" href={toHash('events', query, key)} aria-current={isOpen ? 'true' : undefined} data-key={key}>
			<span class="l1">
				<span class="mono">{type ?? name}</span>
				<span class="faint mono" title={id || messageId}>
					{shorten(id || messageId)}
				</span>
			</span>
			<Time at={at} />
			<span class="l2">
				<OutcomePill outcome={outcome} reason={outcome === 'accepted' ? undefined : reason} />
				{verdict !== undefined && outcome !== 'skipped' && <VerdictWord verdict={verdict} />}
				<span class="faint">{more}</span>
			</span>
		</a>
	);
}
