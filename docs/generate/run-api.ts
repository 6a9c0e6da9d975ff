/** `npm run api`, and the last part of `npm run docs`: writes docs/api/ anew, from the built declarations. */

import { writeApiReports } from './api-reports.js';

writeApiReports();
