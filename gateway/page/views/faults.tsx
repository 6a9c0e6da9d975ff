/** How the sandbox misbehaves: switches, and for how long. Only the sandbox has it. */

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon.js';
import { Words } from '../parts/small.js';
import { getJson, postJson } from '../state/api.js';
import { say } from '../state/toast.js';

const FAULTS = [
	['unavailable', '503', 'OpenAI is down'],
	['busy', '429', 'with `Retry-After` of 3 s'],
	['reset', 'Connection reset', 'after the request was sent'],
	['key', 'Refuse the key', '401: the pixel is held'],
	['event', 'Refuse one event', '400 that names `events[0]`'],
] as const;
const SPANS = [
	['next', 'the next request'],
	['three', 'the next 3 requests'],
	['fifth', '1 in 5 requests'],
	['always', 'until switched off'],
] as const;

interface Switches {
	readonly on: readonly string[];
	readonly span?: string;
}
/** Unknown until the gateway has told them. */
const switches = signal<Switches | undefined>(undefined);
const span = signal<string>('next');

export function Faults() {
	useEffect(() => {
		void load();
		const timer = setInterval(() => void load(), 2000);
		return () => clearInterval(timer);
	}, []);
	if (switches.value === undefined) return null;
	const { on } = switches.value;
	return (
		<section class="card faults gap0" aria-labelledby="h-faults">
			<header>
				<Icon name="zap" tone="warn" />
				<h2 id="h-faults" class="grow">
					Faults
				</h2>
				{on.length > 0 && <span class="pill warn">{on.length} on</span>}
			</header>
			<ul>
				{FAULTS.map(([id, title, text]) => (
					<li key={id}>
						<input
							type="checkbox"
							role="switch"
							aria-checked={on.includes(id)}
							id={`f-${id}`}
							checked={on.includes(id)}
							onChange={({ currentTarget }) => void set(id, currentTarget.checked)}
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
		</section>
	);
}

async function load(): Promise<void> {
	try {
		switches.value = await getJson<Switches>('/api/sandbox/faults');
	} catch {
		// The strip on top says when the gateway does not answer.
	}
}

async function set(fault: string, isOn: boolean): Promise<void> {
	try {
		switches.value = await postJson<Switches>('/api/sandbox/faults', { fault, on: isOn, span: span.peek() });
	} catch (error) {
		say(error instanceof Error ? error.message : String(error));
		await load();
	}
}
