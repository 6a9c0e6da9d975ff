/** What is not needed for the first paint: a file of its own, loaded right after it. */

export { Below } from './below.js';
export { FirstRun } from './first-run.js';
export { Help } from './help.js';
export { QueueView } from './queue.js';
export { SetUpView } from './set-up.js';
export { SkippedView } from './skipped.js';
export { StoryView } from './story.js';
