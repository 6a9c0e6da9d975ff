/** `npm run prove`: lists the proofs. `npm run prove -- kills soak`, or `-- all`: runs them one after the other, each in a process of its own. */

import { PROOFS } from './proofs.js';
import { runProof } from './run-proof.js';

const wanted = process.argv.slice(2);
const names = wanted.includes('all') ? Object.keys(PROOFS) : wanted;
const unknown = names.filter((name) => !Object.hasOwn(PROOFS, name));

if (names.length === 0 || unknown.length > 0) {
	for (const name of unknown) console.error(`Unknown proof: ${name}.`);
	console.log('npm run prove -- NAME …, or all\n');
	for (const [name, { shows, limitMinutes }] of Object.entries(PROOFS)) {
		console.log(`  ${name.padEnd(26)}${shows} At most ${limitMinutes} min.`);
	}
	process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
	for (const name of names) if (!(await runProof(name))) process.exitCode = 1;
}
