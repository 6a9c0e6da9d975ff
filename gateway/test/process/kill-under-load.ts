/** Kills the gateway under load (kill -9), again and again, then lets it deliver everything, and says what became of the events. */

import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Fault } from 'openai-ads-destination/sandbox';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import { type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';
import { recordRequests } from './record-requests.js';

const BATCH = 20;

export interface Aftermath {
	/** Ids of events that the gateway answered 200 for. */
	readonly acknowledged: readonly string[];
	/** Ids of dead letters at the end. */
	readonly dead: readonly string[];
	/** How long the load went on, in all. */
	readonly loadSeconds: number;
	/** Ids of events that OpenAI has, each as often as it was counted. */
	readonly arrived: readonly string[];
	/** Ids of events that travelled in different bytes when they were sent again. */
	readonly changed: readonly string[];
	/** How often an event was sent again. */
	readonly resends: number;
	/** What was on the disk after each kill and at the end. */
	readonly disk: Searched;
}

/** How OpenAI misbehaves meanwhile. */
const FAULTS: readonly Fault[] = [
	{ status: 503, probability: 0.05 },
	{ status: 429, probability: 0.02 },
	{ reset: true, probability: 0.03 },
	{ halfBody: true, probability: 0.02 },
	// As long as no request is waited for.
	{ delayMs: 15_000, probability: 0.005 },
];
/** One event in so many is refused by OpenAI: the gateway's clock takes it for new enough, OpenAI's does not. */
const POISON_ONE_IN = 197;
const MINUTE_MS = 60_000;
const OPENAI_IS_AHEAD_MS = 5 * MINUTE_MS;
const POISON_AGE_MS = 7 * 24 * 60 * MINUTE_MS - 4 * MINUTE_MS;

export const isPoison = (id: string): boolean => id.startsWith('poison');

export interface KillOptions {
	readonly kills: number;
	/** Acknowledged batches of 20 events before each kill. */
	readonly batchesBeforeKill: number;
	/** Milliseconds of load before each kill, at least. @default 0 */
	readonly loadMs?: number;
	/** Texts to look for on the disk. @default none */
	readonly searchFor?: readonly string[];
}

export interface Searched {
	bytes: number;
	readonly found: Set<string>;
}

export async function killUnderLoad({
	kills,
	batchesBeforeKill,
	loadMs = 0,
	searchFor = [],
}: KillOptions): Promise<Aftermath> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const sandbox = await createSandbox({ keep: 1_000_000, nowMs: () => Date.now() + OPENAI_IS_AHEAD_MS });
	for (const fault of FAULTS) sandbox.fault(fault);
	const texts = new EventTexts();
	const recording = recordRequests(sandbox, (body) => texts.add(body));
	let gateway: GatewayProcess | undefined;
	const start = async () => {
		gateway = await startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		});
		return gateway;
	};
	try {
		const clients = new Clients();
		const disk: Searched = { bytes: 0, found: new Set() };
		let loadMilliseconds = 0;
		for (let kill = 0; kill < kills; kill++) {
			const { url, end } = await start();
			const goal = clients.acknowledged.length + batchesBeforeKill * BATCH;
			const beganMs = performance.now();
			const load = [clients.load(url), clients.load(url), clients.load(url)];
			const hasLasted = () => performance.now() - beganMs >= loadMs;
			await until('enough is acknowledged', () => hasLasted() && clients.acknowledged.length >= goal);
			loadMilliseconds += performance.now() - beganMs;
			await end('SIGKILL');
			await Promise.all(load);
			searchFolder(folder, searchFor, disk);
		}
		await drain(await start());
		const { acknowledged } = clients;
		const [dead, loadSeconds] = [await listDead(folder), loadMilliseconds / 1000];
		searchFolder(folder, searchFor, disk);
		recording.finish();
		const arrived = sandbox.events().map(({ id }) => id);
		return { acknowledged, dead, loadSeconds, disk, arrived, changed: texts.changed, resends: texts.resends };
	} finally {
		recording.stop();
		await gateway?.end('SIGKILL');
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

class Clients {
	readonly acknowledged: string[] = [];
	#sent = 0;

	/** Sends batches until the gateway is killed, and remembers those it acknowledged. */
	async load(url: string): Promise<void> {
		for (;;) {
			const first = this.#sent;
			this.#sent += BATCH;
			try {
				const response = await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify(aBatch(first)) });
				if (!response.ok) continue;
				for (let n = first; n < first + BATCH; n++) this.acknowledged.push(toId(n));
			} catch {
				return;
			}
		}
	}
}

function toId(n: number): string {
	return `${n % POISON_ONE_IN === 0 ? 'poison' : 'order'}-${n}`;
}

function aBatch(first: number) {
	const nowMs = Date.now();
	const batch = Array.from({ length: BATCH }, (_, index) => {
		const n = first + index;
		const context = {
			traits: { email: `jane.${n}@personal.example`, phone: '+1 415 555 2671', firstName: 'Genevieve' },
		};
		const properties = { total: n, currency: 'USD', email: `jane.${n}@personal.example` };
		return {
			type: 'track',
			event: 'Order Completed',
			messageId: toId(n),
			userId: `secret-user-${n}`,
			timestamp: new Date(isPoison(toId(n)) ? nowMs - POISON_AGE_MS : nowMs).toISOString(),
			properties,
			context,
		};
	});
	return { batch, sentAt: new Date(nowMs).toISOString() };
}

/** Waits until the queue is empty, and stops the gateway. */
async function drain({ url, end }: GatewayProcess): Promise<void> {
	const queued = async () => ((await (await fetch(`${url}/readyz`)).json()) as { queued: number }).queued;
	await until('the queue is empty', async () => (await queued()) === 0, 120_000);
	await end('SIGTERM');
}

async function listDead(folder: string): Promise<readonly string[]> {
	const store = openSqliteStore({ folder, mode: 'live', nowMs: Date.now });
	const { deadLetters } = store.pixel('the-pixel');
	const ids: string[] = [];
	for (let page = await deadLetters.list({}, { limit: 1000 }); page.length > 0; ) {
		ids.push(...page.map(({ messageId }) => messageId));
		page = await deadLetters.list({}, { limit: 1000, before: page.at(-1)?.key ?? '' });
	}
	await store.close();
	return ids;
}

/** The bytes in which each event travelled, as their hashes. */
class EventTexts {
	readonly #forms = new Map<string, Set<string>>();
	#travelled = 0;

	add(body: string): void {
		let place = 0;
		for (const event of JSON.parse(body).events as { id: string }[]) {
			const text = JSON.stringify(event);
			// Writing it again gives the same text, so comparing texts compares bytes.
			place = body.indexOf(text, place);
			if (place === -1) throw new Error(`The bytes of ${event.id} are not what JSON writes.`);
			this.#forms.set(event.id, (this.#forms.get(event.id) ?? new Set()).add(hash('sha256', text)));
			this.#travelled++;
		}
	}

	/** Ids of events that travelled in more than one form. */
	get changed(): readonly string[] {
		return [...this.#forms].flatMap(([id, forms]) => (forms.size > 1 ? [id] : []));
	}

	get resends(): number {
		return this.#travelled - this.#forms.size;
	}
}

/** File by file: together they are longer than a text can be. */
function searchFolder(folder: string, texts: readonly string[], disk: Searched): void {
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const bytes = readFileSync(join(entry.parentPath, entry.name));
		disk.bytes += bytes.length;
		for (const text of texts) if (bytes.includes(text)) disk.found.add(text);
	}
}
