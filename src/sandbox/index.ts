/** OpenAI's Events API on the user's own machine. Exports only. */

export { createSandbox, type Sandbox, type SandboxOptions } from './create-sandbox.js';
export type { ActiveFault, Fault } from './fault.js';
export type { SandboxRequest } from './request-log.js';
