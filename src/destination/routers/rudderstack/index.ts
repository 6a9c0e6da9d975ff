/** RudderStack's three calls of a transformer destination. Exports only. */

export type { RestRequest, RouterRestRequest } from './answers/rest-request.js';
export type { Metadata, RouterOutput, TransformInput } from './answers/router-output.js';
export { type StatTags, TransformError } from './answers/transform-error.js';
export {
	type DeliverPorts,
	deliver,
	type OnDelivered,
	type ProxyAnswer,
	type ProxyJobAnswer,
} from './deliver/deliver.js';
export { DESTINATION_NAME } from './destination-name.js';
export { process } from './handlers/process.js';
export { processRouterDest, type RouterPorts } from './handlers/process-router-dest.js';
export type { OnTransformed } from './handlers/transform-ports.js';
