/** Two lines of SVG: the share with a click over time, and a small one for a row. */

import { toMinute, toShare, toUtc } from '../state/format.js';
import type { TrendPoint } from '../state/shapes.js';

const WIDTH = 540;
const HEIGHT = 60;
/** Of what is drawn to the highest share, so that a drop is seen as one and the day as no block of colour. */
const HEADROOM = 1.3;

export function Trend({ points }: { points: readonly TrendPoint[] }) {
	const shares = points
		.filter(({ accepted }) => accepted > 0)
		.map((point) => ({ ...point, share: point.attributable / point.accepted }));
	if (shares.length < 2) return null;
	const top = Math.min(Math.max(...shares.map(({ share }) => share), 0.01) * HEADROOM, 1);
	const line = shares
		.map(
			({ share }, i) =>
				`${((i * WIDTH) / (shares.length - 1)).toFixed(1)},${(HEIGHT - 2 - (share / top) * (HEIGHT - 10)).toFixed(1)}`,
		)
		.join(' ');
	const lowest = shares.reduce((one, other) => (other.share < one.share ? other : one));
	const [first, last] = [shares[0]!, shares.at(-1)!];
	const say = ({ accepted, attributable }: TrendPoint) => toShare(attributable, accepted);
	const label = `Share with a click: from ${say(first)} to ${say(last)}, lowest ${say(lowest)} at ${toMinute(lowest.at)}`;
	return (
		<figure class="trend">
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
				<polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
				<polyline points={line} />
			</svg>
			<figcaption>
				<span title={toUtc(first.at)}>{toMinute(first.at)}</span>
				<span title={toUtc(lowest.at)}>
					lowest {say(lowest)}, {toMinute(lowest.at)}
				</span>
				<span>now</span>
			</figcaption>
		</figure>
	);
}

export function Spark({ points }: { points: readonly number[] }) {
	if (points.length < 2) return null;
	const top = Math.max(...points, 1);
	const line = points
		.map((n, i) => `${((i * 72) / (points.length - 1)).toFixed(1)},${(21 - (n / top) * 18).toFixed(1)}`)
		.join(' ');
	return (
		<svg class="spark" viewBox="0 0 72 24" aria-hidden="true">
			<polyline points={line} />
		</svg>
	);
}
