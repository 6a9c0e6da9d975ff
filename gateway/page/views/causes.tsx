/** What lowers attribution, and what is left out or counted twice: affected of total, cause, cure, and exactly these events. */

import { Empty, Words } from '../parts/small.js';
import { toNumber } from '../state/format.js';
import type { Diagnostic } from '../state/shapes.js';
import { toTitle } from '../words.js';

/** The others are folded, so that the first are read. Our choice. */
const MOST_SHOWN = 4;
/** What events of a type are called; the others by their type alone. */
const NOUN: Readonly<Record<string, string>> = {
	order_created: 'orders',
	page_viewed: 'pages',
	checkout_started: 'checkouts',
	registration_completed: 'sign-ups',
	contents_viewed: 'views',
};

/** What attribution does not depend on: money left out, and conversions under two ids. */
const isBeside = ({ code, key }: Diagnostic) =>
	(code === 'left_out' && key === undefined) || code === 'counted_twice' || code === 'event_id_unnamed';

export function Causes({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
	const shown = diagnostics.filter(({ code }) => code !== 'near_miss');
	const lowers = shown.filter((each) => !isBeside(each));
	const others = shown.filter(isBeside);
	return (
		<section class="card diag" aria-labelledby="h-lowers">
			<header>
				<h2 id="h-lowers" class="grow">
					What lowers it
				</h2>
				<span class="faint fine">best key first</span>
			</header>
			{lowers.length === 0 ? <Empty title="Nothing that a rule can see." /> : <List of={lowers} />}
			{others.length > 0 && (
				<>
					<header class="mid">
						<h2 class="grow">Left out, or counted twice</h2>
					</header>
					<List of={others} />
				</>
			)}
		</section>
	);
}

function List({ of }: { of: readonly Diagnostic[] }) {
	const more = of.slice(MOST_SHOWN);
	return (
		<>
			<Rows of={of.slice(0, MOST_SHOWN)} />
			{more.length > 0 && (
				<details class="fold">
					<summary>{more.length} more</summary>
					<Rows of={more} />
				</details>
			)}
		</>
	);
}

/** Said only where the noun does not say it. */
function toWhich(type: string, source: string | undefined): string {
	const which = [NOUN[type] === undefined ? type : '', source].filter(Boolean).join(' from ');
	return which === '' ? '' : `${which}.`;
}

function Rows({ of }: { of: readonly Diagnostic[] }) {
	return (
		<ul class="causes">
			{of.map(({ code, affected, total, type = '', source, message, cure = '', query }) => (
				<li class="cause" key={code + type + source + message}>
					<div class="n">
						{toNumber(affected)}
						<small>
							of {toNumber(total)} {NOUN[type] ?? ''}
						</small>
					</div>
					<b>
						<Words text={toTitle(message)[0]} />
					</b>
					<p>
						<Words text={[toWhich(type, source), toTitle(message)[1], cure].filter(Boolean).join(' ')} />{' '}
						{query !== undefined && (
							<a class="link nowrap" href={`#/events?${query.replace(/^\?/, '')}`}>
								Show {toNumber(affected)}
							</a>
						)}
					</p>
				</li>
			))}
		</ul>
	);
}
