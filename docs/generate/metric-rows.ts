/** The metrics of the gateway, from the instruments themselves. */

import { Registry } from 'prom-client';
import { createGauges, createInstruments } from '../../gateway/src/metrics/instruments.js';

/** `[name, type, labels, help]` of each. */
export function metricRows(): string[][] {
	const registry = new Registry();
	const metrics = { ...createInstruments(registry), ...createGauges(registry) };
	return Object.values(metrics).map((metric) => {
		// prom-client keeps these as they were given, though its types do not say so.
		const { name, help, labelNames } = metric as unknown as { name: string; help: string; labelNames: string[] };
		const type = metric.constructor.name.toLowerCase();
		return [`\`${name}\``, type, labelNames.map((label) => `\`${label}\``).join(', '), help];
	});
}
