/** The SQL of ownership. Every time in it is the database's. */

import type { Database } from './database.js';

interface Named {
	readonly pixelId: string;
	readonly epoch: number;
}

export interface LeaseRow {
	readonly pixel: string;
	readonly epoch: string;
	readonly is_paused: boolean;
}

const UNTIL = "clock_timestamp() + interval '10 s'";
/** So long nobody whose share it is has taken it. */
const ORPHANED = "interval '3 s'";

const RENEW_GATEWAY = `INSERT INTO @gateways (gateway, expires_at, wants) VALUES ($1, ${UNTIL}, $2::text[])
	ON CONFLICT (gateway) DO UPDATE SET expires_at = excluded.expires_at, wants = excluded.wants`;
const RENEW = `UPDATE @pixels p SET expires_at = ${UNTIL} FROM unnest($2::text[], $3::bigint[]) AS l (pixel, epoch)
	WHERE p.pixel = l.pixel AND p.epoch = l.epoch AND p.owner = $1 RETURNING p.pixel, p.epoch, p.is_paused`;
const FLEET = 'SELECT wants FROM @gateways WHERE gateway <> $1 AND expires_at > clock_timestamp()';
const INTRODUCE = 'INSERT INTO @pixels (pixel) SELECT unnest($1::text[]) ON CONFLICT (pixel) DO NOTHING';
/** Free ones at random, so that gateways that start together don't reach for the same; those that are orphaned whatever the share. */
const TAKE = `UPDATE @pixels SET owner = $1, epoch = epoch + 1, expires_at = ${UNTIL} WHERE pixel IN (
		SELECT pixel FROM (
			SELECT pixel, row_number() OVER (ORDER BY random()) <= $3 OR expires_at < clock_timestamp() - ${ORPHANED} AS is_ours
			FROM @pixels WHERE pixel = ANY($2::text[]) AND (owner IS NULL OR expires_at <= clock_timestamp())) AS free
		WHERE is_ours) AND (owner IS NULL OR expires_at <= clock_timestamp())
	RETURNING pixel, epoch, is_paused`;
const RELEASE = `UPDATE @pixels p SET owner = NULL, expires_at = clock_timestamp() FROM unnest($2::text[], $3::bigint[]) AS l (pixel, epoch)
	WHERE p.pixel = l.pixel AND p.epoch = l.epoch AND p.owner = $1`;
const RELEASE_ALL = 'UPDATE @pixels SET owner = NULL, expires_at = clock_timestamp() WHERE owner = $1';

export async function renewGateway(database: Database, gatewayId: string, wants: readonly string[]): Promise<void> {
	await database.query(RENEW_GATEWAY, [gatewayId, wants]);
	if (wants.length > 0) await database.query(INTRODUCE, [wants]);
}

/** Those that are still this gateway's. */
export function renewLeases(database: Database, gatewayId: string, leases: readonly Named[]): Promise<LeaseRow[]> {
	return leases.length === 0 ? Promise.resolve([]) : database.query(RENEW, [gatewayId, ...toColumns(leases)]);
}

/** How many other gateways are alive, and which pixels they would take. */
export async function readFleet(
	database: Database,
	gatewayId: string,
): Promise<{ readonly others: number; readonly wanted: ReadonlySet<string> }> {
	const rows = await database.query<{ wants: string[] }>(FLEET, [gatewayId]);
	return { others: rows.length, wanted: new Set(rows.flatMap(({ wants }) => wants)) };
}

/** Takes at most `room` of these pixels, and those that nobody has taken for a while. */
export function takeFree(
	database: Database,
	gatewayId: string,
	pixelIds: readonly string[],
	room: number,
): Promise<LeaseRow[]> {
	return database.query(TAKE, [gatewayId, pixelIds, Math.max(0, room)]);
}

export async function releaseLeases(database: Database, gatewayId: string, leases: readonly Named[]): Promise<void> {
	await database.query(RELEASE, [gatewayId, ...toColumns(leases)]);
}

export async function releaseAll(database: Database, gatewayId: string): Promise<void> {
	await database.query(RELEASE_ALL, [gatewayId]);
	await database.query('DELETE FROM @gateways WHERE gateway = $1', [gatewayId]);
}

function toColumns(leases: readonly Named[]): unknown[] {
	return [leases.map(({ pixelId }) => pixelId), leases.map(({ epoch }) => epoch)];
}
