/** `openai-ads segment deploy` */

import { setTimeout as sleep } from 'node:timers/promises';
import { createOutbound } from '../outbound.js';
import { SegmentApiError } from '../segment/api-error.js';
import { applyPlan, planDeployment } from '../segment/deploy.js';
import { type DesiredFunction, readInstalledFunction } from '../segment/desired-function.js';
import { ORIGINS, type Region } from '../segment/public-api.js';
import { readToken } from '../segment/read-token.js';
import { adviseNext, showPlan, toReport } from '../segment/report.js';
import type { Access } from '../segment/request.js';
import type { Environment } from '../settings/environment.js';
import { readProxy } from '../settings/proxy.js';
import { StartError } from '../start-error.js';

export interface SegmentDeployFlags {
	readonly apply?: boolean;
	readonly region: Region;
	readonly name?: string;
	readonly id?: string;
	readonly copyTo: string;
	readonly json?: boolean;
}

/** What the command touches of the world besides Segment. */
export interface DeployPorts {
	readonly environment: Environment;
	readonly print: (text: string) => void;
	readonly tell: (text: string) => void;
	readonly sleep: Access['sleep'];
	readonly fetch: Access['fetch'];
	readonly readFunction: () => DesiredFunction;
}

/** Prints the difference, with `--apply` removes it, and sets the exit code. @throws StartError */
export async function runSegmentDeploy(flags: SegmentDeployFlags): Promise<void> {
	const outbound = await createOutbound(readProxy(process.env));
	process.exitCode = await deploySegmentFunction(flags, {
		environment: process.env,
		print: (text) => console.log(text),
		tell: (text) => console.error(text),
		sleep: (ms) => sleep(ms),
		fetch: outbound.fetch,
		readFunction: readInstalledFunction,
	});
	await outbound.close();
}

/**
 * @returns 0 if Segment holds the function afterwards, or a dry run has shown what is missing; 1 if Segment could not be asked or refused
 * @throws StartError for what a person has to change first: token, flags, package, a name that is not unique
 */
export async function deploySegmentFunction(flags: SegmentDeployFlags, ports: DeployPorts): Promise<number> {
	if (flags.id !== undefined && flags.name !== undefined) {
		throw new StartError('--id, --name: expected one of them, got both. An existing function keeps its name.');
	}
	const { sleep, fetch } = ports;
	const access = { origin: ORIGINS[flags.region], token: readToken(ports.environment), sleep, fetch };
	const desired = ports.readFunction();
	const name = flags.name ?? desired.displayName;
	try {
		const plan = await planDeployment(access, desired, { id: flags.id, name });
		// Shown before anything is changed, so that it can be read also when that fails.
		if (flags.json !== true) ports.print(showPlan(plan, name).join('\n'));
		const isApplied = flags.apply === true && plan.action !== 'none';
		const deployed = isApplied ? await applyPlan(access, { plan, desired, name, folder: flags.copyTo }) : undefined;
		if (flags.json === true) ports.print(JSON.stringify(toReport(plan, name, deployed)));
		for (const line of adviseNext({ plan, deployed, desired, name })) ports.tell(line);
		return 0;
	} catch (error) {
		if (!(error instanceof SegmentApiError)) throw error;
		ports.tell(`openai-ads: ${error.message}`);
		return 1;
	}
}
