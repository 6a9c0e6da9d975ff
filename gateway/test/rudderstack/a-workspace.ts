/** A workspace as users of RudderStack have it, with two sources and another destination. */

import { readTemplate } from '../../src/rudderstack/template.js';
import { type Destination, type Workspace, workspaceSchema } from '../../src/rudderstack/workspace-schema.js';

export const ANOTHER: Destination = {
	id: 'd-1',
	name: 'Analytics',
	enabled: true,
	config: { apiSecret: 'their-secret' },
	destinationDefinition: { id: 'dd-1', name: 'GA4' },
};

export function aWorkspace(destinations: readonly Destination[] = [ANOTHER]): Workspace {
	return workspaceSchema.parse({
		enableMetrics: false,
		workspaceId: 'w-1',
		sources: [
			{ id: 's-1', name: 'Shop', writeKey: 'wk', enabled: true, workspaceId: 'w-1', destinations },
			{ id: 's-2', name: 'App', writeKey: 'wk2', enabled: true, workspaceId: 'w-1', destinations: [] },
		],
		libraries: [],
	});
}

/** This destination as somebody has it already. */
export function ours(pixelId = 'px_1', more: Partial<Destination> = {}): Destination {
	return { ...readTemplate(), id: 'mine', config: { apiKey: 'a-key', pixelId }, ...more };
}

/** As the file that holds it. */
export function aFile(workspace: Workspace, text = JSON.stringify(workspace, null, 2)) {
	return { file: 'workspaceConfig.json', text, workspace };
}
