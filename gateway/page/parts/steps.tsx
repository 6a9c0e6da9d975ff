/** What happened to an event: side by side while that is little, below each other once there is more to say. */

import { toClock, toUtc } from '../state/format.js';
import type { Step } from '../state/shapes.js';
import { STEP, sentence } from '../words.js';

/** More do not fit beside each other. */
const MOST_IN_A_ROW = 5;

/** @param told what the head of the story says already */
export function Steps({ steps: all, told }: { steps: readonly Step[]; told?: string | undefined }) {
	const steps = all.map((step) => (step.detail === told ? withoutDetail(step) : step));
	const [first] = steps;
	if (first === undefined) return null;
	const isLong = steps.length > MOST_IN_A_ROW || steps.some(({ detail, until }) => detail ?? until);
	return (
		<div class="sec">
			<h3>What happened</h3>
			<ol class={`steps${isLong ? ' long' : ''}`}>
				{steps.map((step, i) => (
					<li key={`${step.at}${step.what}`} class={TONE[step.what]}>
						<b>
							{STEP[step.what] ?? sentence(step.what)}
							{step.status === undefined ? '' : `, ${step.status}`}
						</b>
						<span title={toUtc(step.at)}>{i === 0 ? toExact(step.at) : toLater(first.at, step.at)}</span>
						<Rest step={step} />
					</li>
				))}
			</ol>
		</div>
	);
}

const withoutDetail = ({ detail: _, ...step }: Step): Step => step;

function Rest({ step: { what, detail, until, requestId } }: { step: Step }) {
	return (
		<>
			{(detail !== undefined || until !== undefined) && (
				<span class="more">
					{detail} {until !== undefined && <Until what={what} at={until} />}
				</span>
			)}
			{requestId !== undefined && <span class="mono">{requestId}</span>}
		</>
	);
}

function Until({ what, at }: { what: string; at: string }) {
	return (
		<time dateTime={at} title={toUtc(at)}>
			{what === 'retrying' ? 'Not before' : 'Until'} {toClock(at)}.
		</time>
	);
}

const TONE: Readonly<Record<string, string>> = {
	retrying: 'now',
	held: 'now',
	skipped: 'off',
	ignored: 'off',
	cancelled: 'off',
	discarded: 'no',
	failed: 'no',
	set_aside: 'no',
};

function toExact(at: string): string {
	return `${toClock(at)}.${at.slice(20, 23)}`;
}

function toLater(first: string, at: string): string {
	const ms = Date.parse(at) - Date.parse(first);
	return ms < 1000 ? `+${ms} ms` : `+${(ms / 1000).toFixed(2)} s`;
}
