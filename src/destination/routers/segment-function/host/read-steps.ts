/** Takes the place of the reader that generates code, which Segment's runtime forbids: the plain loop alone. */

export { createLoop as createReader, type Step } from '../../../map/paths/read-steps.js';
