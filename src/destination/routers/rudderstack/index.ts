/** RudderStack's three calls of a transformer destination. Exports only. */

export { type DeliverPorts, deliver, type ProxyAnswer, type ProxyJobAnswer } from './deliver.js';
export { DESTINATION_NAME } from './destination-name.js';
export { process } from './process.js';
export { processRouterDest, type RouterPorts } from './process-router-dest.js';
export type { RestRequest, RouterRestRequest } from './rest-request.js';
export type { Metadata, RouterOutput, TransformInput } from './router-output.js';
export { type StatTags, TransformError } from './transform-error.js';
