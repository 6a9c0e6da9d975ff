/** The routes from which browser SDKs load their settings. */

import type { FastifyInstance } from 'fastify';
import { HttpError } from '../../http/http-error.js';
import { rudderStackSourceConfig, segmentSettings } from './sdk-settings.js';
import { type FindKey, findWriteKey } from './write-keys.js';

/** Both answer only known write keys, so that a wrong key shows while the page is built, not when events are missing. */
export function addSettingsRoutes(app: FastifyInstance, findKey: FindKey): void {
	app.get<{ Params: { key: string } }>('/v1/projects/:key/settings', async (request, reply) => {
		// It says the host that it was asked at: a cache that many share must not give one sender's host to all.
		const vary = reply.getHeader('vary');
		reply.header('cache-control', 'private');
		reply.header('vary', [vary, 'Host, X-Forwarded-Host, X-Forwarded-Proto'].filter(Boolean).join(', '));
		const { protocol, host } = request;
		return segmentSettings(check(findKey, request.params.key), { protocol, host });
	});
	app.get('/sourceConfig', async (request) => rudderStackSourceConfig(check(findKey, findWriteKey(request))));
}

function check(findKey: FindKey, key: string | undefined): string {
	if (findKey(key) !== undefined) return key ?? '';
	throw new HttpError(401, 'unknown_write_key', 'Unknown write key. Use one that the gateway was started with.');
}
