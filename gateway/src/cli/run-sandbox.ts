/** `openai-ads sandbox` */

import { createSandbox } from 'openai-ads-destination/sandbox';
import { explainListenError } from '../listen.js';
import { StartError } from '../start-error.js';
import { untilStopped } from './until-stopped.js';

/** Runs OpenAI's Events API on this machine until it is stopped. @throws StartError if the port can't be opened */
export async function runSandbox({ port, host }: { port: number; host: string }): Promise<void> {
	const sandbox = await createSandbox({ port, host }).catch((error: unknown) => {
		throw new StartError(explainListenError(error, { host, port, portName: '--port', hostName: '--host' }));
	});
	console.error(`Events go to ${sandbox.endpoint} and are shown at ${sandbox.url}/_sandbox/events`);
	console.log(`ready ${sandbox.url}`);
	await untilStopped();
	await sandbox.close();
}
