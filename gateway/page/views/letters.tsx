/** Dead letters by reason, and putting them back into the queue: the same bytes, the same id. */

import again from 'lucide:rotate-ccw';
import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { Icon } from '../parts/icon.js';
import { Card, Empty, Words } from '../parts/small.js';
import { number, TableHead } from '../parts/table-head.js';
import { postJson } from '../state/api.js';
import { toNumber } from '../state/format.js';
import { gateway } from '../state/gateway.js';
import { useLoaded } from '../state/loaded.js';
import { deadLetterCount, loadPixels } from '../state/pixels.js';
import { toHash } from '../state/route.js';
import type { Letter } from '../state/shapes.js';
import { toText } from '../state/to-text.js';
import { say } from '../state/toast.js';
import { reasonMeaning, reasonShort } from '../words.js';

interface Shelf {
	readonly reason: string;
	readonly letters: readonly Letter[];
	readonly ready: number;
	/** Of some the event is kept: those are too old, if none is ready. */
	readonly hasEvents: boolean;
}

const EVERY_MS = 5000;

export function Letters({ pixel }: { pixel: string }) {
	const { value, problem, reload } = useLoaded<{ letters: Letter[]; older?: string }>(
		'/api/dead-letters',
		pixel === '' ? {} : { pixel },
		EVERY_MS,
	);
	const [asked, setAsked] = useState<Shelf>();
	const kept = pixel === '' ? deadLetterCount.value : (value?.letters.length ?? 0);
	const note =
		kept === 0
			? 'none kept'
			: `${toNumber(kept)} kept${value?.older === undefined ? '' : '; the newest 100 are shown'}`;
	return (
		<Card id="h-letters" title="Dead letters" note={note}>
			{value === undefined || value.letters.length === 0 ? (
				<Empty title={problem?.message ?? (value === undefined ? 'Reading…' : 'Nothing was given up.')} />
			) : (
				<Shelves shelves={toShelves(value.letters)} hasMore={value.older !== undefined} onReplay={setAsked} />
			)}
			{asked !== undefined && (
				<ReplayDialog
					shelf={asked}
					pixel={pixel}
					onDone={() => {
						setAsked(undefined);
						reload();
					}}
				/>
			)}
		</Card>
	);
}

function toShelves(letters: readonly Letter[]): Shelf[] {
	return [...new Set(letters.map(({ reason }) => reason))].map((reason) => {
		const own = letters.filter((letter) => letter.reason === reason);
		const whole = own.filter(({ eventKept }) => eventKept);
		const ready = whole.filter(({ tooOld }) => !tooOld).length;
		return { reason, letters: own, ready, hasEvents: whole.length > 0 };
	});
}

function Shelves({
	shelves,
	hasMore,
	onReplay,
}: {
	shelves: readonly Shelf[];
	hasMore: boolean;
	onReplay(shelf: Shelf): void;
}) {
	const more = hasMore ? '+' : '';
	return (
		<table class="t dl">
			<TableHead columns={['Reason', number('Events'), { title: 'Action', isUnseen: true }]} />
			<tbody>
				{shelves.map((shelf) => (
					<tr key={shelf.reason}>
						<td class="wide">
							<span class="pill bad">{reasonShort(shelf.reason).toLowerCase()}</span>
							<span class="sub">
								<Words text={shelf.letters[0]?.detail || reasonMeaning(shelf.reason)} />{' '}
								{shelf.hasEvents ? (
									<a class="link" href={toHash('events', { reason: shelf.reason })}>
										Their stories
									</a>
								) : (
									'Not kept: correct the sender and send again.'
								)}
							</span>
						</td>
						<td class="num ev">
							{toNumber(shelf.letters.length)}
							{more}
						</td>
						<td class="num">
							<ReplayButton shelf={shelf} more={more} onReplay={onReplay} />
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** What was refused at the door can only be looked at: no more than the reason is kept. */
function ReplayButton({ shelf, more, onReplay }: { shelf: Shelf; more: string; onReplay(shelf: Shelf): void }) {
	const { reason, letters, ready, hasEvents } = shelf;
	if (!hasEvents)
		return (
			<a class="link" href={toHash('events', { reason })}>
				Show {toNumber(letters.length)}
				{more}
			</a>
		);
	const why = gateway.actions
		? 'OpenAI takes no events older than 7 days'
		: 'Set gateway.adminActions to allow it here';
	const isOff = ready === 0 || !gateway.actions;
	return (
		<button
			type="button"
			class="btn sm"
			disabled={isOff}
			title={isOff ? why : undefined}
			onClick={() => onReplay(shelf)}
		>
			{ready === 0 ? (
				'Too old'
			) : (
				<>
					<Icon name={again} />
					{`Replay ${toNumber(ready)}${more}`}
				</>
			)}
		</button>
	);
}

interface ReplayResult {
	readonly replayed: number;
	readonly tooOld: number;
	readonly notKept: number;
}

/** `2 back in the queue, 1 too old, 3 not kept.` */
function toSentence({ replayed, tooOld, notKept }: ReplayResult): string {
	const others = [
		tooOld > 0 ? `, ${toNumber(tooOld)} too old` : '',
		notKept > 0 ? `, ${toNumber(notKept)} not kept` : '',
	];
	return `${toNumber(replayed)} back in the queue${others.join('')}.`;
}

function ReplayDialog({ shelf: { reason, ready }, pixel, onDone }: { shelf: Shelf; pixel: string; onDone(): void }) {
	const [isBusy, setBusy] = useState(false);
	const replay = async () => {
		setBusy(true);
		try {
			const result = await postJson<ReplayResult>('/api/dead-letters/replay', {
				reason,
				...(pixel === '' ? {} : { pixel }),
			});
			say(toSentence(result));
			await loadPixels();
		} catch (error) {
			say(toText(error));
		}
		onDone();
	};
	return (
		<Dialog title={`Replay ${toNumber(ready)} ${reasonShort(reason).toLowerCase()}?`} onClose={onDone}>
			<p>
				They go back into the queue as they are: the same bytes, the same ids, so OpenAI counts none twice. At most
				10,000 at once.
			</p>
			<p>
				A wrong mapping is not redone, since the source event is not kept: correct the mapping and replay those from
				your router.
			</p>
			<div class="acts">
				<button type="button" class="btn" onClick={onDone}>
					Cancel
				</button>
				<button type="button" class="btn primary" disabled={isBusy} onClick={() => void replay()}>
					<Icon name={again} />
					Replay
				</button>
			</div>
		</Dialog>
	);
}
