/** `openai-ads start` */

import type { Sandbox } from 'openai-ads-destination/sandbox';
import type { ExamineOptions } from '../doctor/examine-gateway.js';
import { type Gateway, startGateway } from '../gateway.js';
import { createLog } from '../log.js';
import { createOutbound } from '../outbound.js';
import type { Mode } from '../queue/queue.js';
import type { KeyPorts } from '../set-up/check-keys.js';
import type { SetUp } from '../set-up/create-set-up.js';
import { type GatewayConfiguration, loadGateway } from '../settings/load-configuration.js';
import { findPostgresUrl, toQueueFolder } from '../settings/queue-folder.js';
import { listServiceVariables } from '../settings/unknown-variables.js';
import { markFiles } from '../settings/watch-files.js';
import { hasWriteKeys, isOpenToAll, takesBrowserOrders } from '../settings/write-keys.js';
import {
	adminNotice,
	anyKeyNotice,
	browserOrdersNotice,
	liveNotice,
	noSdksNotice,
	proxyNotice,
	sandboxBanner,
	serviceVariablesNotice,
	toOwnAddress,
	transformerNotice,
	triggerNotice,
} from './banner.js';
import { toAccess } from './find-operator.js';
import { keepHeapSmall } from './keep-heap-small.js';
import { startReloader } from './reloader.js';
import { say } from './say.js';
import { showEvents } from './show-events.js';
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
	keepHeapSmall('gateway');
	const read = (files: Set<string>) =>
		loadGateway({ environment: process.env, flags, configFile: config, needsCredentials: !isSandbox, files });
	const files = new Set<string>();
	const configuration = read(files);
	const marks = markFiles(files);
	const { log, droppedLines } = createLog();
	keepRunning(log);
	const sandbox = isSandbox ? await openSandbox() : undefined;
	try {
		const gateway = await startGateway({
			mode,
			folder: toQueueFolder(configuration.gateway, mode),
			postgresUrl: findPostgresUrl(configuration.gateway),
			configuration: intoSandbox(configuration, sandbox),
			...(await createWays(configuration.proxy, { configFile: config, isSandbox })),
			log,
			sandbox,
			droppedLines,
		});
		const reloader = startReloader(marks, {
			load: (again) => intoSandbox(read(again), sandbox),
			apply: (next) => gateway.reload(next),
			log,
		});
		const stopped = untilStopped(() => void reloader.reload());
		announce(configuration, gateway, sandbox);
		showEvents(gateway, configuration);
		const signal = await stopped;
		reloader.stop();
		log.info({ signal }, 'Stopping.');
		await gateway.close();
		// A delivery that was given up must not keep the process alive; its events are in the queue.
		setTimeout(() => process.exit(), EXIT_MS).unref();
	} finally {
		await sandbox?.close();
	}
}

/** Loaded where it is wanted: a gateway that sends to OpenAI has no use for it. */
async function openSandbox(): Promise<Sandbox> {
	const { createSandbox } = await import('openai-ads-destination/sandbox');
	return createSandbox({ keep: SANDBOX_KEEPS });
}

/** How requests leave; the checks of `openai-ads doctor` with the settings that the gateway runs with, which make some; and those of what somebody fills in, which make one for a key. */
async function createWays(proxy: GatewayConfiguration['proxy'], own: Pick<ExamineOptions, 'configFile' | 'isSandbox'>) {
	const { fetch } = await createOutbound(proxy);
	const examine = async (configuration: GatewayConfiguration) => {
		const { examineGateway } = await import('../doctor/examine-gateway.js');
		const access = toAccess(undefined, configuration);
		return examineGateway({ ...own, configuration, environment: process.env, access, fetch });
	};
	const setUp = (readEndpoint: () => string) =>
		createLateSetUp({ fetch, isSandbox: own.isSandbox, environment: process.env, readEndpoint });
	return { fetch, examine, setUp };
}

/** Loaded when somebody opens the view. */
function createLateSetUp(ports: KeyPorts) {
	let loading: Promise<SetUp> | undefined;
	const load = () => {
		loading ??= import('../set-up/create-set-up.js').then(({ createSetUp }) => createSetUp(ports));
		return loading;
	};
	return {
		form: async () => (await load()).form(),
		check: async (...draft: Parameters<SetUp['check']>) => (await load()).check(...draft),
		checkKeys: async (...keys: Parameters<SetUp['checkKeys']>) => (await load()).checkKeys(...keys),
	};
}

function announce(
	{ gateway, keys, keylessPixels, pixels, proxy }: GatewayConfiguration,
	{ url: publicUrl, transformerUrl, adminUrl: operatorUrl }: Gateway,
	sandbox: Sandbox | undefined,
): void {
	const url = toOwnAddress(publicUrl);
	const adminUrl = operatorUrl && toOwnAddress(operatorUrl);
	const hasKeys = hasWriteKeys({ keys });
	const isOpen = isOpenToAll({ host: gateway.host, keys, keylessPixels });
	const key = hasKeys ? '$OPENAI_ADS_WRITE_KEY' : isOpen ? 'any' : undefined;
	const endpoints = pixels.map(({ destination }) => destination.endpoint);
	if (sandbox === undefined) say(liveNotice(endpoints));
	else console.error(sandboxBanner(url, sandbox.url, key, adminUrl)); // Its command is to be copied as it stands.
	if (sandbox === undefined && proxy !== undefined) say(proxyNotice(proxy));
	if (transformerUrl !== undefined) say(transformerNotice(transformerUrl, gateway.upstream));
	if (adminUrl !== undefined && sandbox === undefined) {
		say(adminNotice(adminUrl));
		say(triggerNotice(url, adminUrl));
	}
	if (keys.some(({ kind }) => kind === 'browser')) {
		say(browserOrdersNotice(takesBrowserOrders({ ...gateway, keys })));
	}
	if (!hasKeys) say(isOpen ? anyKeyNotice() : noSdksNotice());
	const fromKubernetes = listServiceVariables(process.env);
	if (fromKubernetes.length > 0) say(serviceVariablesNotice(fromKubernetes));
	console.log(`ready ${publicUrl}`);
}

/** In sandbox mode neither the real keys nor the real endpoint are used, whatever is configured. */
function intoSandbox(configuration: GatewayConfiguration, sandbox: Sandbox | undefined): GatewayConfiguration {
	if (sandbox === undefined) return configuration;
	const { endpoint } = sandbox;
	return {
		...configuration,
		destination: { ...configuration.destination, endpoint },
		pixels: configuration.pixels.map((pixel) => {
			const { destination } = pixel;
			const pixelId = destination.pixelId || 'sandbox';
			return { ...pixel, destination: { ...destination, apiKey: 'sandbox', pixelId, endpoint } };
		}),
	};
}

/** An unforeseen error costs one request, not the process and the events in its memory. */
function keepRunning(log: ReturnType<typeof createLog>['log']): void {
	process.on('unhandledRejection', (error) => log.error({ err: error }, 'An error was not handled.'));
}
