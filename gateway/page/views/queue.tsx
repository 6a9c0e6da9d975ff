/** Is it healthy, what is stuck? Figures, pixels with their states, dead letters, checks. */

import { PixelFilter } from '../parts/pixel-filter.js';
import { PixelTable } from '../parts/pixel-table.js';
import { Card } from '../parts/small.js';
import { Tiles } from '../parts/tiles.js';
import { pixels } from '../state/pixels.js';
import { route } from '../state/route.js';
import { Alerts } from './alerts.js';
import { Checks } from './checks.js';
import { Letters } from './letters.js';

export function QueueView() {
	const chosen = route.value.query.pixel ?? '';
	const shown = pixels.value.filter(({ name }) => chosen === '' || name === chosen);
	return (
		<>
			<div class="head">
				<h1>Queue</h1>
				<span class="grow" />
				<PixelFilter />
			</div>
			<Tiles shown={shown} />
			<div class="px">
				<Card id="h-pixels" title="Pixels" note="each with its own queue, pace and state; one never slows another">
					<PixelTable shown={shown} />
				</Card>
			</div>
			<div class="grid two q">
				<div class="stack">
					<Letters pixel={chosen} />
					<Alerts pixel={chosen} />
				</div>
				<Checks />
			</div>
		</>
	);
}
