/** A sandbox in a thread of its own, so that its work does not count as ours. */

import { parentPort } from 'node:worker_threads';
import { createSandbox } from 'openai-ads-destination/sandbox';

const sandbox = await createSandbox({ keep: 0 });
parentPort?.postMessage(sandbox.endpoint);
