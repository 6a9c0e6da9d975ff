/** The process of one proof: hands its figures to the runner. */

import { PROOFS } from './proofs.js';

const figures = await PROOFS[process.argv[2] ?? '']?.run();
await new Promise((sent) => process.send?.(figures, sent));
process.exit();
