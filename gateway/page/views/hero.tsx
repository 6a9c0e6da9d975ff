/** One sentence with the share, its trend, and the four verdicts. */

import { Trend } from '../parts/charts.js';
import { sum, VerdictBar, VerdictWord } from '../parts/verdict.js';
import { toNumber, toShare } from '../state/format.js';
import { type Overview, VERDICTS } from '../state/shapes.js';
import { VERDICT } from '../words.js';

const BEFORE: Readonly<Record<string, string>> = {
	'1h': 'The hour before',
	'24h': 'The day before',
	'7d': 'The week before',
};

export function Hero({
	overview: { accepted, verdicts, previous, trend },
	period,
}: {
	overview: Overview;
	period: string;
}) {
	const total = sum(verdicts);
	const share = (of: typeof verdicts) => toShare(of.attributable ?? 0, sum(of));
	return (
		<section class="card hero" aria-labelledby="h-share">
			<div class="lead">
				<span class="big">{total === 0 ? '–' : share(verdicts)}</span>
				<h2 id="h-share">
					of {toNumber(accepted)} accepted conversion{accepted === 1 ? '' : 's'} carry an ad click
				</h2>
			</div>
			<p>
				Visitors who did not come from an ad have no click, so 100% is not the goal. Compare sources, and watch for
				drops.
				{previous !== undefined &&
					sum(previous.verdicts) > 0 &&
					` ${BEFORE[period] ?? 'Before'}: ${share(previous.verdicts)}.`}
			</p>
			<Trend points={trend} />
			<VerdictBar counts={verdicts} />
			<table class="legend">
				<caption class="sr">Accepted conversions by attribution verdict</caption>
				<tbody>
					{VERDICTS.map((verdict) => (
						<tr key={verdict}>
							<td>
								<VerdictWord verdict={verdict} />
							</td>
							<td class="muted d">{VERDICT[verdict][1]}</td>
							<td class="num ev">{toNumber(verdicts[verdict] ?? 0)}</td>
							<td class="num muted pc">{toShare(verdicts[verdict] ?? 0, total)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
