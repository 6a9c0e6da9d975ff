/** What web pages need and may not do: preflight answers for the allowed origins, and a limit that routes can ask for. */

import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { isAllowedOrigin } from './allowed-origins.js';
import type { ServerSettings } from './server-settings.js';

/** Has to come before the routes. */
export async function addBrowserAccess(app: FastifyInstance, settings: ServerSettings): Promise<void> {
	await app.register(cors, {
		origin: async (origin: string | undefined) => origin !== undefined && isAllowedOrigin(origin, settings),
		credentials: true,
		maxAge: 600,
	});
	await app.register(rateLimit, { global: false });
}
