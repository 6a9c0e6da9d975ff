/** `GET /` and `GET /assets/:file`: the inspector's page. It holds nothing of any event; what it shows it reads from the routes below `/api`. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from '../http/http-error.js';
import type { PageFiles } from './page-files.js';

/** Only files of this listener, no inline script or style, and no text that becomes markup. */
const CONTENT_SECURITY_POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

interface Named {
	readonly Params: { readonly file: string };
}

/**
 * @param page undefined if it was never built: the route then says how to
 * @param needsForm whether a browser has to sign in first: it gets the form, with 401, and nothing else
 */
export function addPageRoutes(
	app: FastifyInstance,
	page: PageFiles | undefined,
	needsForm: (request: FastifyRequest) => boolean = () => false,
): void {
	app.get('/', async (request, reply) => {
		if (page === undefined) throw new HttpError(404, 'not_found', 'The page is not built. Run npm run build.');
		reply.headers({ 'content-security-policy': CONTENT_SECURITY_POLICY, 'cache-control': 'no-store' });
		const isStranger = needsForm(request);
		reply.code(isStranger ? 401 : 200).type('text/html; charset=utf-8');
		return reply.send(isStranger ? page.form : page.html);
	});
	app.get<Named>('/assets/:file', async ({ params }, reply) => {
		const asset = page?.assets.get(params.file);
		if (asset === undefined) throw new HttpError(404, 'not_found', 'No such file. Load the page again.');
		// The name changes with the content.
		reply.header('cache-control', 'private, max-age=31536000, immutable');
		return reply.type(asset.type).send(asset.bytes);
	});
}
