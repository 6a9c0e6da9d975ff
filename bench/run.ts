/** `npm run bench`: every figure of one run, and the ratios that are promised. */

import { runRudderStack } from './rudderstack.js';
import { runSteps } from './steps.js';
import { runWholePipeline } from './whole-pipeline.js';

/** Promised in docs/architecture.md. */
const LIMIT_TO_FLOOR = 1.6;

console.log(
	'One order event: 3 products, e-mail, phone, names, address. Medians of interleaved rounds, fresh people in each.\n',
);
const isFast = runSteps(LIMIT_TO_FLOOR);
console.log();
const isFlat = await runWholePipeline();
console.log();
const isLight = await runRudderStack();
if (!isFast || !isFlat || !isLight) {
	console.log(
		'\nA limit was passed. On a busy machine run it again. Compare ratios, not times: those differ between machines.',
	);
	process.exitCode = 1;
}
