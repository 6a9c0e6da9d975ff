/** On a terminal `start` shows a line for each event, and what its pixels do, as `openai-ads tail` does. */

import type { Gateway } from '../gateway.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import { createEventPrinter } from '../tail/event-printer.js';
import type { PixelHealth } from '../tail/summary.js';
import { styleOf, widthOf } from '../terminal/style.js';

/** Where standard error is no terminal, the log says what operators need, and a line per event would drown it. */
export function showEvents(gateway: Gateway, { pixels }: Pick<GatewayConfiguration, 'pixels'>): void {
	const { stderr } = process;
	if (!stderr.isTTY) return;
	const say = (line: string) => console.error(line);
	const printer = createEventPrinter({
		style: styleOf(stderr, process.env),
		width: widthOf(stderr),
		isJson: false,
		isLimited: true,
		hasPixels: pixels.length > 1,
		print: say,
		tell: say,
		nowMs: () => Date.now(),
	});
	gateway.onEvent((event) => printer.events([event]));
	setInterval(() => {
		printer.second();
		// A disk that refuses is told by the log.
		gateway.readPixels().then(
			(read) => printer.health(read.map(toHealth)),
			() => {},
		);
	}, 1000).unref();
}

type PixelStanding = Awaited<ReturnType<Gateway['readPixels']>>[number];

function toHealth({ name, state, reason, queued }: PixelStanding): PixelHealth {
	return { name, state, ...(reason === undefined ? {} : { reason }), waiting: queued };
}
