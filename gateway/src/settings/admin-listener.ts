/** Where the operator's routes are served: on a port of their own, so that nothing of it can be reached where events come in. */

import { isLoopback } from 'openai-ads-destination/internal';
import type { GatewaySettings } from './configuration.js';

/** Of the product. */
export const DEFAULT_ADMIN_PORT = 8789;

export interface AdminListener {
	readonly host: string;
	readonly port: number;
	/** Somebody chose the port. If it is in use, the gateway does not start. */
	readonly isChosen: boolean;
}

export type AdminSettings = Pick<
	GatewaySettings,
	'adminPort' | 'adminHost' | 'adminHosts' | 'adminToken' | 'adminActions'
>;

/** `undefined` if it is switched off with port 0. */
export function findAdminListener({ adminPort, adminHost }: AdminSettings): AdminListener | undefined {
	if (adminPort === 0) return undefined;
	return { host: adminHost, port: adminPort ?? DEFAULT_ADMIN_PORT, isChosen: adminPort !== undefined };
}

/** Whether its routes may change anything. Unless told, only where no other machine can call them. */
export function allowsActions({ adminActions, adminHost }: AdminSettings): boolean {
	return adminActions ?? isLoopback(adminHost);
}

/** A listener that other machines can reach needs a token: it can forget, replay and pause. */
export function findMissingAdminToken(settings: AdminSettings): string[] {
	const { adminHost, adminToken } = settings;
	if (findAdminListener(settings) === undefined || adminToken !== undefined || isLoopback(adminHost)) return [];
	return [
		`OPENAI_ADS_ADMIN_TOKEN: required because gateway.adminHost ${adminHost} can be reached from other machines. Choose a long random one (\`openssl rand -hex 32\`), or set OPENAI_ADS_ADMIN_PORT=0.`,
	];
}
