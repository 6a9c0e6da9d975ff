/** Does an event come from an app? */

import { isRecord, type UnknownRecord } from '../../primitives/json.js';

/** Apps describe their device. RudderStack's SDK for browsers sends `context.app` too, but with a page. */
export function isFromApp({ device, app, page }: UnknownRecord): boolean {
	return isRecord(device) || (isRecord(app) && !isRecord(page));
}
