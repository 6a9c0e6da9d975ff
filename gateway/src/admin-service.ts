/** The third service of the gateway: the operator's routes and metrics, on a port of their own. */

import type { FastifyInstance } from 'fastify';
import type { SettingsInput } from 'openai-ads-destination';
import type { Sandbox } from 'openai-ads-destination/sandbox';
import type { Logger as PinoLogger } from 'pino';
import type { AlertsPort } from './alerts/alerts-port.js';
import { createAdminApp } from './inspector/admin-app.js';
import { type PageFacts, readPageFiles } from './inspector/page-files.js';
import type { SetUpPort } from './inspector/set-up-routes.js';
import { listen, type Place, PortInUse, toUrl } from './listen.js';
import { measurePixels } from './measure-pixels.js';
import type { Metrics } from './metrics/create-metrics.js';
import type { PixelControls } from './operate/pixel-control.js';
import { createStoreOperator } from './operate/store-operator.js';
import type { Store } from './queue/store.js';
import { type AdminListener, type AdminSettings, allowsActions, findAdminListener } from './settings/admin-listener.js';
import type { Stories } from './stories/stories.js';

export interface AdminOptions {
	readonly gateway: AdminSettings;
	readonly metrics: Metrics;
	readonly pixels: PixelControls;
	readonly stories: Stories;
	readonly alerts: AlertsPort;
	/** What the inspector's page is told. */
	readonly page: Omit<PageFacts, 'actions' | 'signsIn'>;
	/** What events of a pixel are mapped by; of the first one unless a name is given. */
	findSettings(name: string | undefined): SettingsInput | undefined;
	/** What stands in for OpenAI, in sandbox mode. */
	readonly sandbox: Sandbox | undefined;
	/** Makes the checks of `openai-ads doctor`. */
	readonly runChecks?: (() => Promise<readonly object[]>) | undefined;
	/** What the disk of the queue has room for, if it is on this machine. */
	readonly readFreeBytes?: (() => number) | undefined;
	/** What the set-up view of the page asks. */
	readonly setUp?: SetUpPort | undefined;
	readonly log: PinoLogger;
	nowMs(): number;
}

export interface AdminService {
	readonly app: FastifyInstance;
	/** `http://127.0.0.1:8789` */
	readonly url: string;
}

/**
 * Opens the service if it is wanted. If nobody chose the port and it is in use, the gateway goes on without it and warns.
 *
 * @throws StartError if a chosen port is in use, or if the address can't be opened
 */
export async function openAdmin(options: AdminOptions, store: Store): Promise<AdminService | undefined> {
	const { gateway, metrics, pixels, stories, alerts, log, nowMs } = options;
	const listener = findAdminListener(gateway);
	if (listener === undefined) return undefined;
	const { adminHosts: hosts, adminToken: token } = gateway;
	const onForgotten = stories.forget.bind(stories);
	const operator = createStoreOperator({ store, pixels, log, nowMs, onForgotten });
	const app = createAdminApp(
		{ port: listener.port, hosts, token, allowsActions: allowsActions(gateway) },
		{
			operator,
			metrics: {
				contentType: metrics.contentType,
				text: () => metrics.text(() => measurePixels(store, operator, nowMs())),
			},
			stories,
			page: readPageFiles({ ...options.page, actions: allowsActions(gateway), signsIn: token !== undefined }),
			findSettings: options.findSettings,
			sandbox: options.sandbox,
			runChecks: options.runChecks,
			readFreeBytes: options.readFreeBytes,
			setUp: options.setUp,
			counts: store.counts,
			alerts,
			log,
			nowMs,
			monotonicMs: () => performance.now(),
		},
	);
	try {
		await listen(app, toPlace(listener));
	} catch (error) {
		if (listener.isChosen || !(error instanceof PortInUse)) throw error;
		log.warn({ problem: error.message }, 'There are no metrics, and commands reach no gateway. Set gateway.adminPort.');
		return undefined;
	}
	return { app, url: toUrl(listener.host, listener.port) };
}

function toPlace({ host, port, isChosen }: AdminListener): Place {
	const names = { portName: '--admin-port', hostName: 'gateway.adminHost' };
	return { host, port, ...names, ...(isChosen ? { inUseExitCode: 1 } : {}) };
}
