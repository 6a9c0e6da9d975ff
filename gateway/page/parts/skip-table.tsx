/** Skipped events by reason and name; those that look like a conversion on top, with the line that sends them. */

import { toNumber } from '../state/format.js';
import { toHash } from '../state/route.js';
import type { Skipped, SkippedName } from '../state/shapes.js';
import { reasonMeaning, reasonShort } from '../words.js';
import { Icon } from './icon.js';
import { CodeLine, Words } from './small.js';
import { number, TableHead } from './table-head.js';

export function NearMisses({ skipped, more = false }: { skipped: readonly Skipped[]; more?: boolean }) {
	const near = skipped
		.flatMap(({ names }) => names)
		.filter(({ meant, row }) => meant !== undefined && row !== undefined);
	return (
		<>
			{near.map((name) => (
				<NearMiss key={name.name} name={name} more={more} />
			))}
		</>
	);
}

function NearMiss({ name: { name, n, meant, row = '' }, more }: { name: SkippedName; more: boolean }) {
	return (
		<div class="near">
			<Icon name="warn" tone="warn" />
			<div class="grow">
				<b>
					{name} × {toNumber(n)} is not mapped. Did you mean {meant}?
				</b>
				<p>
					One line of <code>eventMapping</code> sends it:
				</p>
				<CodeLine text={row} label="The line of eventMapping" />
				{more && <p>Events up to 7 days old can still be sent: replay them from your router after the change.</p>}
			</div>
		</div>
	);
}

export function SkipTable({ skipped }: { skipped: readonly Skipped[] }) {
	return (
		<table class="t skips">
			<TableHead columns={['Reason', number('Events'), 'By event name']} />
			<tbody>
				{skipped.map(({ reason, n, names }) => (
					<tr key={reason}>
						<td class="rs">
							<span class="pill">
								<Icon name="minus" />
								{reasonShort(reason).toLowerCase()}
							</span>
							<span class="sub">
								<Words text={reasonMeaning(reason)} />
							</span>
						</td>
						<td class="num ev">{toNumber(n)}</td>
						<td class="wide">
							<span class="nms">
								{names.map(({ name, n: of }) => (
									<a key={name} class="nm" href={toHash('events', { outcome: 'skipped', reason, name })}>
										{name} <b>{toNumber(of)}</b>
									</a>
								))}
							</span>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
