/** The HTTP service of the operator: metrics, pixels, dead letters, forgetting. A service of its own, so that no key of an SDK opens it. */

import { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import type { SettingsInput } from 'openai-ads-destination';
import { parseJson } from 'openai-ads-destination/internal';
import type { Sandbox } from 'openai-ads-destination/sandbox';
import type { AlertsPort } from '../alerts/alerts-port.js';
import { addErrorAnswers } from '../http/error-answers.js';
import { HttpError } from '../http/http-error.js';
import type { Operator } from '../operate/operator.js';
import type { Counts } from '../queue/counts.js';
import type { Stories } from '../stories/stories.js';
import { createAdminGate, type GateRequest, type GateRules, toCaller } from './admin-gate.js';
import { addAlertRoutes } from './alert-routes.js';
import { addBackupRoute } from './backup-route.js';
import { addCheckRoutes } from './check-routes.js';
import { addExplainRoute } from './explain-route.js';
import { addForgetRoute } from './forget-route.js';
import { addLetterRoutes } from './letter-routes.js';
import { addOverviewRoute } from './overview-route.js';
import type { PageFiles } from './page-files.js';
import { addPageRoutes } from './page-routes.js';
import { addPixelRoutes } from './pixel-routes.js';
import { addQueueRoute } from './queue-route.js';
import { addRecoveryRoutes } from './recovery-routes.js';
import { addSandboxRoutes } from './sandbox-routes.js';
import { addSetUpRoutes, type SetUpPort } from './set-up-routes.js';
import { createSignIn, type SignIn, type SignInRules } from './sign-in.js';
import { addSignInRoutes } from './sign-in-routes.js';
import { addStoryRoutes } from './story-routes.js';
import { addStreamRoute } from './stream-route.js';

/** Longest time for a whole request to arrive. Our choice: nothing here is large. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Room for the keys of 10 000 dead letters. Our choice. */
const MAX_BODY_BYTES = 256 * 1024;
const NO_ROUTE = 'No such route. docs/operations.md lists them all.';

export interface AdminPorts {
	readonly operator: Operator;
	/** What Prometheus reads, and its content type. */
	readonly metrics: { readonly contentType: string; text(): Promise<string> };
	/** The inspector's page, if it was built. */
	readonly page?: PageFiles | undefined;
	/** What became of the last events. */
	readonly stories: Pick<Stories, 'book' | 'totals' | 'flush' | 'refresh'>;
	readonly counts: Pick<Counts, 'read'>;
	readonly alerts: AlertsPort;
	/** What stands in for OpenAI, in sandbox mode. */
	readonly sandbox?: Sandbox | undefined;
	/** What events of a pixel are mapped by; of the first one unless a name is given. */
	findSettings(name: string | undefined): SettingsInput | undefined;
	/** Makes the checks of `openai-ads doctor`, if anything can be checked. */
	readonly runChecks?: (() => Promise<readonly object[]>) | undefined;
	/** What the disk of the queue has room for, if it is on this machine. */
	readonly readFreeBytes?: (() => number) | undefined;
	/** Draws up the form of the set-up view, and checks it. */
	readonly setUp?: SetUpPort | undefined;
	readonly log: FastifyBaseLogger;
	/** Unix milliseconds. */
	nowMs(): number;
	/** Of a clock that does not jump. */
	monotonicMs(): number;
}

export type AdminRules = GateRules & SignInRules;

/** Creates the service, not yet listening. */
export function createAdminApp(rules: AdminRules, ports: AdminPorts): FastifyInstance {
	const app = fastify({
		loggerInstance: ports.log,
		logController: new LogController({ disableRequestLogging: true }),
		requestTimeout: REQUEST_TIMEOUT_MS,
		bodyLimit: MAX_BODY_BYTES,
		forceCloseConnections: true,
	});
	addErrorAnswers(app, NO_ROUTE);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('application/json', { parseAs: 'string' }, readJson);
	app.addHook('onRequest', async (_request, reply) => {
		reply.headers(SAFE_HEADERS);
	});
	const signIn = createSignIn(rules, ports.monotonicMs);
	addGate(app, createAdminGate(rules, signIn), ports.log);
	app.get('/metrics', async (_request, reply) => {
		reply.type(ports.metrics.contentType);
		return ports.metrics.text();
	});
	addSignInRoutes(app, signIn);
	addPageRoutes(app, ports.page, toNeedsForm(signIn));
	addPixelRoutes(app, ports.operator);
	addLetterRoutes(app, ports.operator);
	addForgetRoute(app, ports.operator);
	addEventRoutes(app, ports);
	addCheckRoutes(app, ports);
	addSetUpRoutes(app, ports);
	addRecoveryRoutes(app, ports.operator);
	addBackupRoute(app, ports.operator);
	return app;
}

/** What became of events, and why. */
function addEventRoutes(app: FastifyInstance, ports: AdminPorts): void {
	const { book, totals, refresh } = ports.stories;
	addStoryRoutes(app, { book, refresh, sandbox: ports.sandbox });
	addSandboxRoutes(app, ports.sandbox);
	addOverviewRoute(app, ports);
	addAlertRoutes(app, ports.alerts);
	addExplainRoute(app, ports);
	addQueueRoute(app, ports);
	addStreamRoute(app, {
		book,
		totals,
		refresh,
		nowMs: ports.nowMs,
		readPixels: () => ports.operator.pixels(),
	});
}

/** An empty body is fine where nothing has to be said. */
async function readJson(_request: FastifyRequest, text: string): Promise<unknown> {
	if (text.trim() === '') return undefined;
	const body = parseJson(text);
	if (body === undefined) throw new HttpError(400, 'invalid_json', 'body: expected JSON.');
	return body;
}

/** Before anything else, unknown routes included. */
function addGate(app: FastifyInstance, pass: (request: GateRequest) => void, log: FastifyBaseLogger): void {
	app.addHook('onRequest', async (request) => {
		try {
			pass(toGateRequest(request));
		} catch (error) {
			// The cause alone: whatever a request says may be a token, or somebody's.
			if (error instanceof HttpError) log.warn({ reason: error.code }, 'A call to the admin listener was refused.');
			throw error;
		}
	});
}

function toGateRequest({ method, url, headers, socket }: FastifyRequest) {
	const [path = ''] = url.split('?', 1);
	return { method, path, headers, address: socket.remoteAddress ?? '' };
}

/** Whether a browser is shown the form in place of the page. */
function toNeedsForm(signIn: SignIn): (request: FastifyRequest) => boolean {
	return (request) => signIn.isNeeded && !signIn.isKnown(toCaller(toGateRequest(request)));
}

/** Nothing here is a page: a browser must not run, frame, keep or hand on any of it. */
const SAFE_HEADERS = {
	'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'cache-control': 'no-store',
};
