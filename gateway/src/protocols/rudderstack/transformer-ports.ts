/** What the transformer's calls need from the rest of the gateway. */

import type { Profiles } from 'openai-ads-destination/pipeline';
import type { Log } from '../../log.js';
import type { Mode } from '../../queue/queue.js';
import type { Upstream } from './upstream.js';

export interface TransformerPorts {
	readonly mode: Mode;
	/** Where the gateway delivers; in sandbox mode the sandbox's. No destination may name another. */
	readonly endpoint: string;
	/** What identify remembers, for all destinations. */
	readonly profiles: Profiles;
	/** Resolves after everything that profiles were taught is on disk; rejects if the disk refuses. */
	commit(): Promise<unknown>;
	/** RudderStack's own transformer; `undefined` if the gateway stands alone. */
	readonly upstream: Upstream | undefined;
	readonly log: Log;
}
