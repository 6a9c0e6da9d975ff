/** `openai-ads doctor` */

import { withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createDoctor } from '../doctor/create-doctor.js';
import { CHECK_IDS, type CheckId } from '../doctor/finding.js';
import { report } from '../doctor/report.js';
import { runChecks } from '../doctor/run-checks.js';
import { createOutbound } from '../outbound.js';
import { StartError } from '../start-error.js';
import { styleOf, widthOf } from '../terminal/style.js';
import { toAccess } from './find-operator.js';

export interface DoctorFlags {
	readonly json?: boolean;
	readonly strict?: boolean;
	readonly config?: string;
	readonly offline?: boolean;
	readonly only?: string;
	readonly admin?: string;
}

/** @throws StartError for wrong usage */
export async function runDoctor(flags: DoctorFlags): Promise<void> {
	const only = toCheckId(flags.only);
	const stop = new AbortController();
	let close = async () => {};
	const doctor = await createDoctor({
		environment: process.env,
		configFile: flags.config,
		isOffline: flags.offline === true,
		stop: stop.signal,
		toAccess: (configuration) => toAccess(flags.admin, configuration),
		toPorts: async (configuration) => {
			const outbound = await createOutbound(configuration?.proxy);
			close = () => outbound.close();
			return withDefaultPorts({ fetch: outbound.fetch });
		},
	});
	try {
		const findings = await runChecks(doctor, { only });
		const { stdout } = process;
		const look = { width: widthOf(stdout), style: styleOf(stdout, process.env) };
		const { text, exitCode } = report(findings, doctor, {
			...look,
			isJson: flags.json === true,
			isStrict: flags.strict === true,
		});
		console.log(text);
		process.exitCode = exitCode;
	} finally {
		stop.abort();
		await close();
	}
}

function toCheckId(only: string | undefined): CheckId | undefined {
	if (only === undefined) return undefined;
	const id = CHECK_IDS.find((one) => one === only);
	if (id !== undefined) return id;
	throw new StartError(`--only: expected one of ${CHECK_IDS.join(', ')}.`);
}
