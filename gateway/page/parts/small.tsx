/** The smallest parts: a time, a text with code in it, a pill, a copy button. */

import type { ComponentChildren } from 'preact';
import { toClock, toUtc } from '../state/format.js';
import type { Outcome } from '../state/shapes.js';
import { copy } from '../state/toast.js';
import { OUTCOME, reasonShort } from '../words.js';
import { Icon, type IconName } from './icon.js';

export function Time({ at, text }: { at: string; text?: string }) {
	return (
		<time dateTime={at} title={toUtc(at)}>
			{text ?? toClock(at)}
		</time>
	);
}

/** Sentences of the gateway set code in backticks. */
export function Words({ text }: { text: string }) {
	return <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>;
}

const PILL: Readonly<Record<Outcome, readonly [tone: string, icon: IconName]>> = {
	accepted: ['ok', 'check'],
	skipped: ['', 'minus'],
	discarded: ['bad', 'x'],
	failed: ['bad', 'x'],
	waiting: ['warn', 'clock'],
};

export function OutcomePill({ outcome, reason }: { outcome: Outcome; reason?: string | undefined }) {
	const [tone, icon] = PILL[outcome] ?? PILL.waiting;
	return (
		<span class={`pill ${tone}`}>
			<Icon name={icon} />
			{reason === undefined ? (OUTCOME[outcome] ?? outcome) : reasonShort(reason)}
		</span>
	);
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
	return (
		<button type="button" class="btn sm" onClick={() => void copy(text, 'Copied.')}>
			<Icon name="copy" />
			{label}
		</button>
	);
}

export function CodeLine({
	text,
	label,
	lead = false,
	shown,
}: {
	text: string;
	label: string;
	lead?: boolean;
	shown?: string;
}) {
	return (
		<div class={`code${lead ? ' lead' : ''}`}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
			<section class="grow" tabIndex={0} aria-label={label}>
				{shown ?? text}
			</section>
			<CopyButton text={text} />
		</div>
	);
}

export function Card(props: {
	id: string;
	title: string;
	note?: ComponentChildren;
	aside?: ComponentChildren;
	class?: string;
	children: ComponentChildren;
}) {
	return (
		<section class={`card ${props.class ?? ''}`} aria-labelledby={props.id}>
			<header>
				<h2 id={props.id}>{props.title}</h2>
				<p class="grow">{props.note}</p>
				{props.aside}
			</header>
			{props.children}
		</section>
	);
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
	return (
		<div class="empty">
			<h2>{title}</h2>
			{children}
		</div>
	);
}
