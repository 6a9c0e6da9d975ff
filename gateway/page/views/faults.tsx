/** How the sandbox misbehaves: switches, and for how long. Only the sandbox has it. */

import zap from 'lucide:zap';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon.js';
import { Words } from '../parts/small.js';
import { getJson, postJson } from '../state/api.js';
import { toText } from '../state/to-text.js';
import { say } from '../state/toast.js';

/** Name, words, and the sandbox's fault. */
const FAULTS = [
	['unavailable', '503', 'OpenAI is down', { status: 503 }],
	['busy', '429', 'with `Retry-After` of 3 s', { status: 429, retryAfter: 3 }],
	['reset', 'Connection reset', 'after the request was sent', { reset: true }],
	['key', 'Refuse the key', '401: the pixel is held', { status: 401 }],
	['event', 'Refuse one event', '400 that names `events[0]`', { refusedEvent: 0 }],
] as const;
const SPANS = [
	['next', 'the next request', { times: 1 }],
	['three', 'the next 3 requests', { times: 3 }],
	['fifth', '1 in 5 requests', { probability: 0.2 }],
	['always', 'until switched off', { probability: 1 }],
] as const;

interface FaultList {
	readonly faults: readonly { readonly name?: string }[];
}
/** Unknown until the gateway has told them. */
const active = signal<FaultList | undefined>(undefined);
const span = signal<string>('next');
/** Folded at first, so that the events come first; as it was left afterwards. */
const isOpen = signal(false);

export function Faults() {
	useEffect(() => {
		void load();
		const timer = setInterval(() => void load(), 2000);
		return () => clearInterval(timer);
	}, []);
	if (active.value === undefined) return null;
	const on = active.value.faults.map(({ name }) => name);
	return (
		<details
			class="card fold faults"
			open={isOpen.value}
			onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
		>
			<summary>
				<Icon name={zap} tone="warn" />
				<h2>Faults</h2>
				<span class="muted fine grow">make the sandbox misbehave</span>
				{on.length > 0 && <span class="pill warn">{on.length} on</span>}
			</summary>
			<ul>
				{FAULTS.map(([id, title, text, fault]) => (
					<li key={id}>
						<input
							type="checkbox"
							role="switch"
							aria-checked={on.includes(id)}
							id={`f-${id}`}
							checked={on.includes(id)}
							onChange={({ currentTarget }) => void set(id, currentTarget.checked ? { ...fault, ...spanOf() } : null)}
						/>
						<label for={`f-${id}`}>
							<b>{title}</b>
							<small>
								<Words text={text} />
							</small>
						</label>
					</li>
				))}
			</ul>
			<p class="foot">
				<label for="f-span">For</label>
				<select id="f-span" value={span.value} onChange={({ currentTarget }) => (span.value = currentTarget.value)}>
					{SPANS.map(([id, text]) => (
						<option key={id} value={id}>
							{text}
						</option>
					))}
				</select>
			</p>
		</details>
	);
}

async function load(): Promise<void> {
	try {
		active.value = await getJson<FaultList>('/api/sandbox/faults');
	} catch {
		// The strip on top says when the gateway does not answer.
	}
}

const spanOf = () => SPANS.find(([id]) => id === span.peek())?.[2];

/** @param fault null switches it off */
async function set(name: string, fault: object | null): Promise<void> {
	try {
		active.value = await postJson<FaultList>('/api/sandbox/faults', { name, fault });
	} catch (error) {
		say(toText(error));
		await load();
	}
}
