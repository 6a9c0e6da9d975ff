/** What is remembered of alerts, by all gateways together. */

import {
	type AlertRow,
	type AlertStore,
	checkAlertSize,
	ENDED_KEPT_MS,
	type KeptAlert,
	MAX_LISTED_ALERTS,
	toKeptAlert,
} from '../alert-store.js';
import type { Database } from './database.js';
import type { Transactions } from './transactions.js';

const COLUMNS = 'id, alert, ended_ms::float8 AS ended_ms';
const LASTING = `SELECT ${COLUMNS} FROM @alerts WHERE ended_ms IS NULL ORDER BY id COLLATE "C" LIMIT $1`;
const ENDED = `SELECT ${COLUMNS} FROM @alerts WHERE ended_ms >= $1 ORDER BY ended_ms DESC, id COLLATE "C" LIMIT $2`;
const KEEP = `INSERT INTO @alerts (id, alert, ended_ms) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
	ON CONFLICT (id) DO UPDATE SET alert = excluded.alert, ended_ms = excluded.ended_ms`;
const DROP = `DELETE FROM @alerts WHERE ended_ms < $1
	OR id IN (SELECT id FROM @alerts WHERE ended_ms IS NOT NULL ORDER BY ended_ms DESC, id COLLATE "C" OFFSET $2)`;
/** Of the gateways that are alive the first by name: each says the same. */
const UNSENT = `SELECT wanted.pixel FROM unnest($2::text[]) AS wanted (pixel)
	WHERE $1 = (SELECT gateway FROM @gateways WHERE expires_at > clock_timestamp() ORDER BY gateway COLLATE "C" LIMIT 1)
	AND NOT EXISTS (SELECT FROM @pixels p WHERE p.pixel = wanted.pixel AND p.owner IS NOT NULL AND p.expires_at > clock_timestamp())`;

export interface AlertStorePorts {
	readonly database: Database;
	readonly transactions: Transactions;
	readonly gatewayId: string;
	nowMs(): number;
}

export function createAlertStore({ database, transactions, gatewayId, nowMs }: AlertStorePorts): AlertStore {
	return {
		findUnsent: async (pixelIds) => {
			const rows = await database.query<{ pixel: string }>(UNSENT, [gatewayId, pixelIds]);
			return rows.map(({ pixel }) => pixel);
		},
		list: async () => {
			const lasting = await database.query<AlertRow>(LASTING, [MAX_LISTED_ALERTS]);
			const ended = await database.query<AlertRow>(ENDED, [nowMs() - ENDED_KEPT_MS, MAX_LISTED_ALERTS]);
			return [...lasting, ...ended].map(toKeptAlert);
		},
		keep: async (alerts) => {
			alerts.forEach(checkAlertSize);
			// In one order, so that transactions wait for each other and not in a circle.
			const rows = alerts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
			const columns = [rows.map(({ id }) => id), rows.map(toText), rows.map(({ endedMs = null }) => endedMs)];
			await transactions.run(async (write) => {
				await write.query(KEEP, columns);
				await write.query(DROP, [nowMs() - ENDED_KEPT_MS, MAX_LISTED_ALERTS]);
			});
		},
	};
}

/** In JSON it would stand escaped; the database takes none that doesn't. */
function toText({ alert }: KeptAlert): string {
	return alert.replaceAll('\u0000', '');
}
