/** Whether RudderStack's transformer calls are taken, and where. They carry no key, so they have a port of their own. */

import type { GatewaySettings } from './configuration.js';

/** Of the product; RudderStack's own transformer has 9090. */
export const DEFAULT_TRANSFORMER_PORT = 8790;

export interface TransformerListener {
	readonly host: string;
	readonly port: number;
	/** Somebody chose the port. If it is in use, the gateway does not start. */
	readonly isChosen: boolean;
}

type ListenerSettings = Pick<GatewaySettings, 'transformer' | 'transformerPort' | 'transformerHost' | 'upstream'>;

/** `undefined` if the calls are not taken: they are with `upstream`, with a port, or if told so. */
export function findTransformerListener(settings: ListenerSettings): TransformerListener | undefined {
	const { transformerPort, transformerHost, upstream } = settings;
	const { transformer = upstream !== undefined || transformerPort !== undefined } = settings;
	if (!transformer) return undefined;
	return {
		host: transformerHost,
		port: transformerPort ?? DEFAULT_TRANSFORMER_PORT,
		isChosen: transformerPort !== undefined,
	};
}
