/** Stories of a gateway that nothing has come to yet, and counts in memory. */

import type { AlertsPort } from '../../src/alerts/alerts-port.js';
import { type CountRow, HOUR_MS } from '../../src/queue/counts.js';
import { Stories } from '../../src/stories/stories.js';
import { NOW } from '../a-batch-item.js';
import { createRecordingLog } from '../recording-log.js';

export const PIXEL = { name: 'shop', pixelId: 'p1', settings: {} as never };

export function anInspector() {
	const rows: CountRow[] = [];
	const counts = {
		add: async (pixelId: string, added: readonly { what: string; n: number }[]) => {
			for (const each of added) rows.push({ pixelId, hour: Math.floor(NOW / HOUR_MS), ...each });
		},
		read: async (from: number, to: number) => rows.filter(({ hour }) => hour >= from && hour < to),
	};
	const nowMs = () => NOW;
	const stories = new Stories({ counts, log: createRecordingLog() as never, nowMs, monotonicMs: () => 0 });
	const alerts: AlertsPort = {
		view: async () => ({ asOf: new Date(NOW).toISOString(), firing: [], over: [] }),
		test: async () => ({ kind: 'nowhere' }),
	};
	return {
		stories,
		counts,
		alerts,
		nowMs,
		findSettings: (name?: string) => (name === 'unknown' ? undefined : ({} as never)),
	};
}
