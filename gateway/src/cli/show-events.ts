/** On a terminal `start` shows a line for each event, as `openai-ads tail` does. */

import type { Gateway } from '../gateway.js';
import type { GatewayConfiguration } from '../settings/load-configuration.js';
import { createEventPrinter } from '../tail/event-printer.js';
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
	setInterval(() => printer.second(), 1000).unref();
}
