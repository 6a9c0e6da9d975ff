/** Maps, validates and encodes events on a thread of its own, with or without the module that explains, and says what each round took. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { mapEvent } from '../dist/destination/map/map-event.js';
import { validateEvent } from '../dist/destination/validate-event.js';

const SETTINGS = {};
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
/** The thread that explains does so between any two rounds. */
const explain = workerData.explains
	? (await import('../dist/destination/explain/explain-event.js')).explainEvent
	: () => {};

parentPort.on('message', ({ texts, explained, nowMs }) => {
	for (const text of explained) explain(JSON.parse(text), SETTINGS, nowMs, { profile: {} });
	// What explaining leaves behind is its own cost; here it is asked what it does to the way of the others.
	collectGarbage({ type: 'minor' });
	const startedMs = performance.now();
	for (const text of texts) {
		const mapped = mapEvent(JSON.parse(text), SETTINGS, nowMs);
		if (!mapped.ok || !validateEvent(mapped.event, nowMs).ok) throw new Error('The order can not be sent.');
		JSON.stringify(mapped.event);
	}
	parentPort.postMessage(performance.now() - startedMs);
});
