/** Replaces `map/event/unmapped.ts` in the file for Segment, which has no room for suggestions. Segment shows the event's name itself. */

import type { DescribeUnmapped } from '../../../map/paths/mapping.js';

export const compileUnmapped = (): DescribeUnmapped => () => ({
	told: { detail: 'this event is not mapped. Add a row to eventMapping to send it.' },
});
