/** Where alerts go: the address, or what its file holds. */

import type { AlertSettings } from './alerts-schema.js';
import type { GatewaySettings } from './configuration.js';
import type { Notes } from './pixel-settings.js';
import { readSecret } from './read-secret.js';
import { isReceiver, RECEIVER } from './receiver.js';

/** Adds a line to `problems` if it can't be used. The address itself is shown to nobody. */
export function resolveAlerts({ alerts }: Pick<GatewaySettings, 'alerts'>, notes: Notes): AlertSettings {
	const { format, rules, webhookFile } = alerts;
	const webhook = readSecret('gateway.alerts.webhook', [alerts.webhook, webhookFile], notes);
	if (webhook === undefined || isReceiver(webhook)) return { webhook, format, rules };
	notes.problems.push(`gateway.alerts.webhookFile: expected a file with ${RECEIVER}, got something else.`);
	return { webhook: undefined, format, rules };
}
