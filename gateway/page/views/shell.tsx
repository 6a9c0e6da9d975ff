/** What stands around every view: the bar, the strips, the search, the help. */

import { useState } from 'preact/hooks';
import { Icon, type IconName, Mark } from '../parts/icon.js';
import { postJson } from '../state/api.js';
import { hasAny, isLoaded, isPaused } from '../state/events.js';
import { toDuration, toMinute, toNumber } from '../state/format.js';
import { gateway } from '../state/gateway.js';
import { isHelpOpen } from '../state/keys.js';
import { later } from '../state/later.js';
import { deadLetterCount, held } from '../state/pixels.js';
import { reopen } from '../state/reopen.js';
import { go, route, toHash, type View } from '../state/route.js';
import { rate, streamState } from '../state/stream.js';
import { nextTheme, switchTheme } from '../state/theme.js';
import { toText } from '../state/to-text.js';
import { say, toast } from '../state/toast.js';
import { EventsView } from './events.js';
import { OverviewView } from './overview.js';

const VIEWS: readonly (readonly [view: View, title: string, icon: IconName])[] = [
	['overview', 'Overview', 'chart'],
	['events', 'Events', 'list'],
	['queue', 'Queue', 'inbox'],
	['set-up', 'Set up', 'link'],
];

export function Shell() {
	const Help = later.value?.Help;
	const { view, id } = route.value;
	return (
		<>
			<button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
				Skip to content
			</button>
			<header class={view === 'events' && id === undefined ? 'top finds' : 'top'}>
				<a class="brand" href="#/overview">
					<Mark />
					openai-ads
					{gateway.sandbox && <span class="pill warn">Sandbox</span>}
				</a>
				<Views kind="tabs" />
				<span class="grow" />
				<Search />
				<Live />
				<button type="button" class="icon" aria-label={`Switch to ${nextTheme()} theme`} onClick={switchTheme}>
					<Icon name="moon" />
				</button>
				{gateway.signsIn && (
					<button type="button" class="icon" aria-label="Sign out" title="Sign out" onClick={() => void signOut()}>
						<Icon name="logOut" />
					</button>
				)}
			</header>
			<Strips />
			<main id="main" tabIndex={-1}>
				<CurrentView />
			</main>
			<Views kind="bottom" />
			{isHelpOpen.value && Help !== undefined && <Help />}
			<div role="status">{toast.value !== '' && <div class="toast">{toast.value}</div>}</div>
		</>
	);
}

async function signOut(): Promise<void> {
	try {
		await postJson('/api/sign-out', {});
		reopen();
	} catch (error) {
		say(toText(error));
	}
}

function CurrentView() {
	const { view, query, id } = route.value;
	const parts = later.value;
	const isFirst = !hasAny.value && isLoaded.value && id === undefined && Object.keys(query).length === 0;
	const isLater = view === 'queue' || view === 'set-up' || isFirst;
	if (!isLater) return view === 'events' ? <EventsView /> : <OverviewView />;
	if (parts === undefined) return null;
	return view === 'set-up' ? <parts.SetUpView /> : view === 'queue' ? <parts.QueueView /> : <parts.FirstRun />;
}

function Views({ kind }: { kind: 'tabs' | 'bottom' }) {
	const current = route.value.view;
	const { pixel = '' } = route.value.query;
	return (
		<nav class={kind} aria-label={kind === 'tabs' ? 'Views' : 'Views, bottom'}>
			{VIEWS.map(([view, title, icon]) => (
				<a key={view} href={toHash(view, { pixel })} aria-current={view === current ? 'page' : undefined}>
					{kind === 'bottom' && <Icon name={icon} />}
					<span>{title}</span>
					{view === 'queue' && deadLetterCount.value > 0 && (
						<span class="badge">
							{toNumber(deadLetterCount.value)}
							<span class="sr"> dead letters</span>
						</span>
					)}
				</a>
			))}
		</nav>
	);
}

function Search() {
	const [text, setText] = useState('');
	const find = (event: Event) => {
		event.preventDefault();
		if (text.trim() !== '') go(toHash('events', {}, text.trim()));
	};
	return (
		<search>
			<form class="search" onSubmit={find}>
				<Icon name="search" />
				<label class="sr" for="q">
					Search events
				</label>
				<input
					id="q"
					value={text}
					maxLength={100}
					placeholder="Order, message or request id"
					autoComplete="off"
					onInput={({ currentTarget }) => setText(currentTarget.value)}
				/>
				<kbd>/</kbd>
			</form>
		</search>
	);
}

function Live() {
	const state = streamState.value;
	const isLive = state === 'live';
	const speed = rate.value === undefined || rate.value === 0 ? '' : ` · ${toNumber(rate.value)}/s`;
	const heldCount = held.value.length;
	const text = !isLive
		? state === 'connecting'
			? 'Connecting'
			: 'Reconnecting'
		: isPaused.value
			? 'Paused'
			: heldCount > 0
				? `${heldCount} held${speed}`
				: `Live${speed}`;
	const tone = !isLive ? 'lost' : isPaused.value ? 'off' : heldCount > 0 ? 'held' : '';
	return (
		<button
			type="button"
			class={`live ${tone}`}
			aria-pressed={isPaused.value}
			title="Pauses the list (space)"
			onClick={() => (isPaused.value = !isPaused.value)}
		>
			<b />
			<span>{text}</span>
		</button>
	);
}

function Strips() {
	return (
		<>
			{streamState.value === 'lost' && (
				<aside class="strip bad" aria-label="Connection">
					<Icon name="warn" />
					<span>
						<b>The gateway does not answer.</b> What you see is what it last told. The page tries again by itself.
					</span>
				</aside>
			)}
			{held.value.map(({ name, since, reason, waiting, oldestDeadline }) => (
				<aside key={name} class="strip bad" aria-label={`Delivery of ${name} is held`}>
					<Icon name="warn" />
					<span>
						<b>
							{name} is held{since === undefined ? '' : ` since ${toMinute(since)}`}.
						</b>{' '}
						{reason} {toNumber(waiting)} event{waiting === 1 ? '' : 's'} wait on disk, nothing is lost
						{oldestDeadline === undefined
							? ''
							: `; the oldest can wait ${toDuration((Date.parse(oldestDeadline) - Date.now()) / 1000)} more`}
						. Create a Conversions API key under Tools, Conversions, and give it to this pixel; it is tried again by
						itself.
					</span>
				</aside>
			))}
		</>
	);
}
