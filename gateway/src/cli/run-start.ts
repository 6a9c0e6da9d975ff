/** `openai-ads start` */

import type { DeliverySettings } from 'openai-ads-destination/pipeline';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { type Gateway, startGateway } from '../gateway.js';
import { createLog } from '../log.js';
import { createOutbound } from '../outbound.js';
import type { Mode } from '../queue/queue.js';
import { type LoadedConfiguration, loadConfiguration } from '../settings/load-configuration.js';
import { hasWriteKeys, isOpenToAll, takesBrowserOrders } from '../settings/open-to-all.js';
import { toQueueFolder } from '../settings/queue-folder.js';
import {
	adminNotice,
	anyKeyNotice,
	browserOrdersNotice,
	liveNotice,
	noSdksNotice,
	proxyNotice,
	sandboxBanner,
	transformerNotice,
} from './banner.js';
import { untilStopped } from './until-stopped.js';

interface StartFlags {
	readonly port?: number;
	readonly host?: string;
	readonly transformerPort?: number;
	readonly adminPort?: number;
	readonly data?: string;
	readonly config?: string;
	readonly sandbox?: boolean;
}

/** How long the last log lines may take to be written; perhaps nobody is reading them. Our choice. */
const EXIT_MS = 500;
/** Events the in-process sandbox shows, the newest ones. Our choice. */
const SANDBOX_KEEPS = 1000;

/**
 * Runs the gateway until it is stopped. Standard output gets one line, when it is ready for traffic.
 *
 * @throws StartError for everything that a person must change first
 */
export async function runStart({ config, sandbox: isSandbox = false, ...flags }: StartFlags): Promise<void> {
	const mode: Mode = isSandbox ? 'sandbox' : 'live';
	const configuration = loadConfiguration({
		environment: process.env,
		flags,
		configFile: config,
		needs: isSandbox ? ['writeKeys'] : ['credentials', 'writeKeys'],
	});
	const { log, droppedLines } = createLog();
	keepRunning(log);
	const sandbox = mode === 'sandbox' ? await createSandbox({ keep: SANDBOX_KEEPS }) : undefined;
	try {
		const gateway = await startGateway({
			mode,
			folder: toQueueFolder(configuration.gateway, mode),
			destination: toDestination(configuration, sandbox),
			gateway: configuration.gateway,
			fetch: (await createOutbound(configuration.proxy)).fetch,
			log,
			droppedLines,
		});
		announce(configuration, gateway, sandbox);
		const signal = await untilStopped();
		log.info({ signal }, 'Stopping.');
		await gateway.close();
		// A delivery that was given up must not keep the process alive; its events are in the queue.
		setTimeout(() => process.exit(), EXIT_MS).unref();
	} finally {
		await sandbox?.close();
	}
}

function announce(
	{ gateway, destination, proxy }: LoadedConfiguration,
	{ url, transformerUrl, adminUrl }: Gateway,
	sandbox: Sandbox | undefined,
): void {
	const hasKeys = hasWriteKeys(gateway);
	const isOpen = isOpenToAll(gateway);
	const key = hasKeys ? '$OPENAI_ADS_WRITE_KEY' : isOpen ? 'any' : undefined;
	console.error(sandbox === undefined ? liveNotice(destination.endpoint) : sandboxBanner(url, sandbox.url, key));
	if (sandbox === undefined && proxy !== undefined) console.error(proxyNotice(proxy));
	if (transformerUrl !== undefined) console.error(transformerNotice(transformerUrl, gateway.upstream));
	if (adminUrl !== undefined) console.error(adminNotice(adminUrl));
	if (gateway.browserWriteKeys.length > 0) console.error(browserOrdersNotice(takesBrowserOrders(gateway)));
	if (!hasKeys) console.error(isOpen ? anyKeyNotice() : noSdksNotice());
	console.log(`ready ${url}`);
}

/** In sandbox mode neither the real key nor the real endpoint is used, whatever is configured. */
function toDestination({ destination }: LoadedConfiguration, sandbox: Sandbox | undefined): DeliverySettings {
	const { apiKey = '', pixelId = 'sandbox' } = destination; // Loading made sure that a live gateway has both.
	if (sandbox === undefined) return { ...destination, apiKey, pixelId };
	return { ...destination, apiKey: 'sandbox', pixelId, endpoint: sandbox.endpoint };
}

/** An unforeseen error costs one request, not the process and the events in its memory. */
function keepRunning(log: ReturnType<typeof createLog>['log']): void {
	process.on('unhandledRejection', (error) => log.error({ err: error }, 'An error was not handled.'));
}
