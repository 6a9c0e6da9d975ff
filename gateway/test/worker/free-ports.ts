/** What keeps a worker waiting for others, if there are no others: nothing. */

import type { WorkerPorts } from '../../src/worker/worker-ports.js';

export const FREE: Pick<WorkerPorts, 'slots' | 'rateWaitMs' | 'remember'> = {
	slots: { acquire: async (signal) => (signal.aborted ? undefined : () => {}) },
	rateWaitMs: () => 0,
	remember: async () => {},
};
