/** Builders that show only what matters. */

import type { StoryStart, StoryState } from '../../src/stories/story.js';
import { NOW } from '../a-batch-item.js';

export function aStart(overrides: Partial<StoryStart> = {}): StoryStart {
	return {
		atMs: NOW,
		pixel: 'shop',
		pixelId: 'p1',
		type: 'order_created',
		name: 'Order Completed',
		id: '1001',
		messageId: 'm1',
		source: 'analytics-node',
		marks: [],
		...overrides,
	};
}

export const WAITING: StoryState = { outcome: 'waiting', notes: [], steps: [] };
