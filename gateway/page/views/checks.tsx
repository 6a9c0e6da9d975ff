/** The findings of `openai-ads doctor`, where the gateway keeps them; the passed ones folded. */

import stethoscope from 'lucide:stethoscope';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Findings } from '../parts/finding.js';
import { Icon, type IconName } from '../parts/icon.js';
import { Card, Time } from '../parts/small.js';
import { postJson } from '../state/api.js';
import { toMinute } from '../state/format.js';
import { gateway } from '../state/gateway.js';
import { useLoaded } from '../state/loaded.js';
import type { Finding } from '../state/shapes.js';
import { toText } from '../state/to-text.js';
import { say } from '../state/toast.js';

interface Result {
	readonly at?: string;
	readonly findings: readonly Finding[];
}
/** All checks together take 25 s at most. */
const TIMEOUT_MS = 30_000;

export function Checks() {
	const { value, reload } = useLoaded<Result>('/api/checks');
	const [isRunning, setRunning] = useState(false);
	const run = async () => {
		setRunning(true);
		try {
			await postJson('/api/checks', {}, TIMEOUT_MS);
			reload();
		} catch (error) {
			say(toText(error));
		}
		setRunning(false);
	};
	const button = value !== undefined && gateway.actions && (
		<button type="button" class="btn sm" disabled={isRunning} onClick={() => void run()}>
			<Icon name={stethoscope} />
			{isRunning ? 'Checking…' : 'Run checks'}
		</button>
	);
	if (value?.at === undefined) return <HowToCheck aside={button} />;
	return <Made result={value} at={value.at} aside={button} />;
}

function Made({ result, at, aside }: { result: Result; at: string; aside: ComponentChildren }) {
	const passed = result.findings.filter(({ status }) => status === 'ok');
	const others = result.findings.filter(({ status }) => status !== 'ok');
	const failed = others.filter(({ status }) => status === 'fail' || status === 'warn');
	const note = `${passed.length} pass, ${failed.length} need you, ${others.length - failed.length} not made or not yet`;
	return (
		<Card
			id="h-checks"
			title="Checks"
			note={
				<>
					{note}, <Time at={at} text={toMinute(at)} />
				</>
			}
			aside={aside}
		>
			{failed.length > 0 && <Findings of={failed} />}
			<Folded title="passed" icon="check" tone="good" of={passed} />
			<Folded
				title="not made or not yet"
				icon="minus"
				tone="faint"
				of={others.filter((each) => !failed.includes(each))}
			/>
		</Card>
	);
}

function Folded(props: { title: string; icon: IconName; tone: string; of: readonly Finding[] }) {
	if (props.of.length === 0) return null;
	return (
		<details class="fold">
			<summary>
				<Icon name={props.icon} tone={props.tone} />
				<span class="grow">
					{props.of.length} {props.title}
				</span>
				<span class="cid">{[...new Set(props.of.map(({ id }) => id))].join(' ')}</span>
			</summary>
			<Findings of={props.of} />
		</details>
	);
}

function HowToCheck({ aside }: { aside: ComponentChildren }) {
	return (
		<Card id="h-checks" title="Checks" aside={aside}>
			<div class="sec pad">
				<p class="muted">
					<code>openai-ads doctor</code> checks the keys, the mapping, the clock and your event settings, and says what
					to change. Accepted is not counted: only it can tell whether a campaign uses the event.
				</p>
			</div>
		</Card>
	);
}
