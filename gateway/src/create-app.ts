/** The HTTP services, with the routes of every protocol: one for SDKs and webhooks, one for RudderStack's transformer calls. */

import type { FastifyInstance } from 'fastify';
import { addBrowserAccess } from './http/browser-access.js';
import { addHealthRoutes } from './http/health-routes.js';
import { createServer } from './http/server.js';
import type { ServerPorts, ServerSettings } from './http/server-settings.js';
import type { TransformerPorts } from './protocols/rudderstack/bind-config.js';
import { addFront } from './protocols/rudderstack/front.js';
import { addMovedCalls } from './protocols/rudderstack/moved-calls.js';
import { addTransformerRoutes } from './protocols/rudderstack/transformer-routes.js';
import { addEventRoutes } from './protocols/sdk/event-routes.js';
import { addIdSyncRoute } from './protocols/sdk/id-sync-route.js';
import { createUnknownKeyReport } from './protocols/sdk/report-unknown-keys.js';
import { addSettingsRoutes } from './protocols/sdk/settings-routes.js';
import { createKeyLookup } from './protocols/sdk/write-keys.js';
import { addWebhookRoutes, type WebhookPorts } from './protocols/webhooks/webhook-routes.js';

export interface AppPorts extends WebhookPorts {
	/** The port that takes RudderStack's transformer calls, if one does. */
	findTransformerPort(): number | undefined;
}

/** Creates the service for SDKs and webhooks, not yet listening. @throws StartError if `trustProxy` holds something other than addresses */
export function createApp(settings: ServerSettings, ports: AppPorts): Promise<FastifyInstance> {
	const findKey = createKeyLookup(settings);
	return createServer(settings, ports, {
		front: (app) => addMovedCalls(app, ports.log, ports.findTransformerPort),
		routes: [
			(app) => addBrowserAccess(app, settings),
			(app) => addEventRoutes(app, settings, { ...ports, findKey, reportUnknownKey: createUnknownKeyReport(ports) }),
			(app) => addSettingsRoutes(app, findKey),
			(app, reader) => addWebhookRoutes(app, settings, ports, reader),
			(app) => addIdSyncRoute(app, settings, ports),
			(app) => addHealthRoutes(app, ports),
		],
	});
}

/** Creates the service for RudderStack's transformer calls, not yet listening. It has no key and shares nothing with SDKs. */
export function createTransformerApp(ports: ServerPorts, transformer: TransformerPorts): Promise<FastifyInstance> {
	const { upstream, log } = transformer;
	return createServer({ trustProxy: false }, ports, {
		front: (app) => addFront(app, { upstream, log, isStopping: ports.isStopping }),
		routes: [(app) => addTransformerRoutes(app, transformer)],
	});
}
