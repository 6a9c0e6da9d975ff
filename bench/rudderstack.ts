/** RudderStack's router call, without network: jobs in, requests out. */

import { processRouterDest, type TransformInput } from 'openai-ads-destination/rudderstack';
import { median } from './measure.js';
import { orderEventJson } from './order-event.js';

const EVENTS = 4000;
const ROUNDS = 15;
/** The default of rudder-server, and the most that OpenAI accepts in a request. */
const FEW = 20;
const MANY = 1000;
/** Promised in docs/rudderstack.md: how much more an event may cost in a full batch, and the lowest speed there. */
const LIMIT = 1.3;
const LEAST_PER_SECOND = 20_000;

let people = 2_000_000;

/** Prints the time per event with 20 and with 1000 jobs a call, in interleaved rounds, and their ratio. */
export async function runRudderStack(): Promise<boolean> {
	const times = new Map<number, number[]>([
		[FEW, []],
		[MANY, []],
	]);
	for (let round = -ROUNDS / 3; round < ROUNDS; round++) {
		for (const [jobsPerCall, list] of times) {
			const us = await transform(jobsPerCall);
			if (round >= 0) list.push(us);
		}
	}
	const [few = Number.NaN, many = Number.NaN] = [...times.values()].map(median);
	const perSecond = 1_000_000 / many;
	console.log(`${few.toFixed(2).padStart(8)} us/event  RudderStack's router call, ${FEW} jobs a call`);
	console.log(`${many.toFixed(2).padStart(8)} us/event  RudderStack's router call, ${MANY} jobs a call`);
	console.log(`${(many / few).toFixed(2).padStart(8)} x         ${MANY} jobs a call to ${FEW} (limit ${LIMIT})`);
	console.log(`${perSecond.toFixed(0).padStart(8)} events/s  ${MANY} jobs a call (at least ${LEAST_PER_SECOND})`);
	return many / few <= LIMIT && perSecond >= LEAST_PER_SECOND;
}

async function transform(jobsPerCall: number): Promise<number> {
	const timestamp = new Date(Date.now() - 60_000).toISOString();
	const calls = Array.from({ length: EVENTS / jobsPerCall }, () =>
		Array.from({ length: jobsPerCall }, (_, jobId) => aJob(jobId, timestamp)),
	);
	const startNs = process.hrtime.bigint();
	for (const jobs of calls) {
		const [output] = await processRouterDest(jobs);
		if (output?.metadata.length !== jobsPerCall) throw new Error('The orders of one call are not in one request.');
	}
	return Number(process.hrtime.bigint() - startNs) / 1000 / EVENTS;
}

/** Every job has a destination object of its own, as after parsing a request. */
function aJob(jobId: number, timestamp: string): TransformInput {
	return {
		message: JSON.parse(orderEventJson(people++, timestamp)),
		metadata: { jobId, userId: `user-${jobId}`, sourceId: 's', destinationId: 'd', workspaceId: 'w', dontBatch: false },
		destination: {
			ID: 'd',
			Name: 'OpenAI',
			Config: { apiKey: 'bench', pixelId: 'bench', flushAt: 1000, eventMapping: [], consentManagement: [] },
			DestinationDefinition: { Name: 'OPENAI_ADS_CAPI', Config: {} },
			Enabled: true,
		},
	};
}
