/** How many random inputs a property is tried with. */

const TIMES = Number(process.env['PROPERTY_TIMES'] ?? 1);

/** A few in `npm test`, where every run draws others; `npm run prove -- properties` tries many times as many. */
export function runs(usual: number): number {
	return usual * TIMES;
}
