/** What was told to whoever must act: which alerts last, which were over, and whether they could be posted. */

import bell from 'lucide:bell';
import { Icon } from '../parts/icon.js';
import { Card, Time } from '../parts/small.js';
import { toMinute } from '../state/format.js';
import { useLoaded } from '../state/loaded.js';
import type { Alert, Alerts as AlertList } from '../state/shapes.js';
import { sentence, toTitle } from '../words.js';

const EVERY_MS = 10_000;
/** Of those that are over, the newest. Our choice. */
const MOST_OVER = 5;

/** Nothing where the gateway knows of no alerts: one that posts nowhere, and has nothing to tell. */
export function Alerts({ pixel }: { pixel: string }) {
	const { value } = useLoaded<AlertList>('/api/alerts', pixel === '' ? {} : { pixel }, EVERY_MS);
	if (value === undefined || (value.receiver === undefined && value.firing.length + value.over.length === 0))
		return null;
	const { firing, over, receiver } = value;
	const note = firing.length === 0 ? 'none is firing' : `${firing.length} firing`;
	const failed = [...firing, ...over].find(({ notPosted }) => notPosted !== undefined)?.notPosted;
	return (
		<Card
			id="h-alerts"
			title="Alerts"
			note={note}
			aside={<span class="faint fine">{receiver?.host ?? 'posted nowhere'}</span>}
		>
			{failed !== undefined && (
				<p class="strip bad" role="alert">
					<Icon name="warn" />
					<span>
						<b>Alerts could not be posted.</b> {receiver?.host} {failed.problem},{' '}
						<Time at={failed.at} text={toMinute(failed.at)} />.
					</span>
				</p>
			)}
			<ul class="checks">
				{[...firing, ...over.slice(0, MOST_OVER)].map((alert) => (
					<Row key={alert.id} alert={alert} />
				))}
			</ul>
		</Card>
	);
}

/** Its beginning and its end. */
const POSTED = [', not posted', ', posted', ', both posted'];

function Row({ alert: { text, cure, since, endedAt, posted } }: { alert: Alert }) {
	const lasts = endedAt === undefined || endedAt === null;
	const [title, rest] = toTitle(sentence(text.replace(/^Over: /, '')));
	return (
		<li>
			<Icon name={bell} tone={lasts ? 'bad' : 'faint'} />
			<b>{title}</b>
			<span class={lasts ? 'pill bad' : 'pill'}>{lasts ? 'Firing' : 'Over'}</span>
			{rest !== '' && <p>{rest}</p>}
			{lasts && cure !== undefined && !text.includes(cure) && <p>{cure}</p>}
			<p class="faint">
				<Time at={since} text={toMinute(since)} />
				{!lasts && (
					<>
						{' to '}
						<Time at={endedAt} text={toMinute(endedAt)} />
					</>
				)}
				{POSTED[posted.length] ?? ''}
			</p>
		</li>
	);
}
