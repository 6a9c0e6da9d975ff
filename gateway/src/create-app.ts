/** The HTTP service with the routes of every protocol. */

import type { FastifyInstance } from 'fastify';
import { createServer } from './http/server.js';
import type { ServerSettings } from './http/server-settings.js';
import type { TransformerPorts } from './protocols/rudderstack/bind-config.js';
import { addFront } from './protocols/rudderstack/front.js';
import { addTransformerRoutes } from './protocols/rudderstack/transformer-routes.js';
import { addEventRoutes } from './protocols/sdk/event-routes.js';
import { addIdSyncRoute } from './protocols/sdk/id-sync-route.js';
import { createUnknownKeyReport } from './protocols/sdk/report-unknown-keys.js';
import { addSettingsRoutes } from './protocols/sdk/settings-routes.js';
import { createKeyLookup } from './protocols/sdk/write-keys.js';
import { addWebhookRoutes, type WebhookPorts } from './protocols/webhooks/webhook-routes.js';

export interface AppPorts extends WebhookPorts {
	/** For RudderStack's transformer calls; without it they are not served. */
	readonly transformer?: TransformerPorts | undefined;
}

/** Creates the service, not yet listening. @throws StartError if `trustProxy` holds something other than addresses */
export function createApp(settings: ServerSettings, ports: AppPorts): Promise<FastifyInstance> {
	const { transformer } = ports;
	const findKeyKind = createKeyLookup(settings);
	return createServer(settings, ports, {
		front: (app) => addFront(app, transformer?.upstream),
		routes: [
			(app) =>
				addEventRoutes(app, settings, { ...ports, findKeyKind, reportUnknownKey: createUnknownKeyReport(ports) }),
			(app) => addSettingsRoutes(app, findKeyKind),
			(app, reader) => addWebhookRoutes(app, settings, ports, reader),
			(app) => addIdSyncRoute(app, settings, ports),
			(app) => (transformer === undefined ? undefined : addTransformerRoutes(app, transformer)),
		],
	});
}
