/** What only a sandbox shows: a file of its own, which a live gateway's page never loads. */

export { Attempts } from '../parts/attempts.js';
export { Faults } from './faults.js';
