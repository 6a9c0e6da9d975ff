/** Alerts as the admin listener tells them. */

import type { AlertSettings } from '../settings/alerts-schema.js';
import type { Alert, AlertBody } from './alert.js';
import { toHost } from './alert-poster.js';

/** (product decision) */
const MAX_SHOWN = 200;

export interface AlertView extends Omit<AlertBody, 'version' | 'state' | 'instance' | 'url'> {
	/** When each state was posted, as ISO times. */
	readonly posted: readonly { readonly state: 'firing' | 'over'; readonly at: string }[];
	/** Why its state was not. */
	readonly notPosted?: { readonly at: string; readonly problem: string };
}

export interface AlertsView {
	readonly asOf: string;
	/** Where they are posted: of the address the host alone. Absent if they are posted nowhere. */
	readonly receiver?: { readonly host: string; readonly format: AlertSettings['format'] };
	readonly firing: readonly AlertView[];
	/** In the last 30 days, newest first. */
	readonly over: readonly AlertView[];
}

interface Wanted {
	readonly pixel: string | undefined;
	readonly nowMs: number;
	readonly settings: AlertSettings;
	readonly keptMs: number;
}

export function toAlertsView(alerts: readonly Alert[], { pixel, nowMs, settings, keptMs }: Wanted): AlertsView {
	const meant = alerts.filter(
		({ body, pixelId }) => pixel === undefined || [pixelId, body.pixel?.name].includes(pixel),
	);
	const firing = meant.filter(({ state }) => state === 'firing').slice(0, MAX_SHOWN);
	const over = meant.filter(({ endedMs }) => endedMs !== undefined && endedMs >= nowMs - keptMs);
	const { format } = settings;
	return {
		asOf: new Date(nowMs).toISOString(),
		...(settings.webhook === undefined ? {} : { receiver: { host: toHost(settings), format } }),
		firing: firing.map(toView),
		over: over.slice(0, MAX_SHOWN - firing.length).map(toView),
	};
}

function toView({ body, posts, notPosted }: Alert): AlertView {
	const { version: _, state: __, instance: ___, url: ____, ...shown } = body;
	const posted = posts.map(({ state, atMs }) => ({ state, at: new Date(atMs).toISOString() }));
	if (notPosted === undefined) return { ...shown, posted };
	return { ...shown, posted, notPosted: { at: new Date(notPosted.atMs).toISOString(), problem: notPosted.problem } };
}
