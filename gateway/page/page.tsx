/** The inspector's page: draws itself at once, and fills in what the gateway tells. */

import { render } from 'preact';
import './style/index.css';
import './state/theme.js';
import { effect } from '@preact/signals';
import { events, hasAny, isLoaded } from './state/events.js';
import { gateway } from './state/gateway.js';
import { listenToKeys } from './state/keys.js';
import { loadLaterParts } from './state/later.js';
import { watchPixels } from './state/pixels.js';
import { go, route, toHash } from './state/route.js';
import { startStream } from './state/stream.js';
import { Shell } from './views/shell.js';

document.title = gateway.sandbox ? 'Sandbox · openai-ads' : 'openai-ads';
render(<Shell />, document.body);
listenToKeys();
watchPixels();
startStream();
loadLaterParts();
openFirst();

/** The first event opens by itself, if the first run was shown. */
function openFirst(): void {
	let wasEmpty = false;
	effect(() => {
		const [newest] = events.value;
		if (!hasAny.value) wasEmpty = isLoaded.value;
		else if (wasEmpty && newest !== undefined) {
			wasEmpty = false;
			const { view, id } = route.peek();
			// The other views have what somebody is at work on.
			if ((view === 'overview' || view === 'events') && id === undefined) go(toHash('events', {}, newest.key));
		}
	});
}
