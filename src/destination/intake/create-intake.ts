/** Intake of many events at once: their profiles are read and saved together. */

import { compileMapping } from '../map/compile-mapping.js';
import type { Mapping } from '../map/paths/mapping.js';
import { harmless, type Ports } from '../ports.js';
import { keyList } from '../profile/person-keys.js';
import { ProfileSession } from '../profile/profile-session.js';
import type { Settings } from '../settings/settings.js';
import { type Arrival, admit, readArrival } from './admit.js';
import { dropDenied } from './drop-denied.js';
import type { Admission, Intake, Sender } from './intake.js';
import { reportAdmissions, reportSilence } from './reports.js';
import { withPerson } from './with-person.js';

const SERVER: Sender = { tier: 'server' };

/** Creates the intake of a destination with these settings. */
export function createIntake(settings: Settings, ports: Ports): Intake {
	return createMappedIntake(compileMapping(settings), ports);
}

const keysOf = ({ keys }: Arrival) => keyList(keys);

/** The ports that an intake needs. */
export type IntakePorts = Pick<Ports, 'nowMs' | 'sha256' | 'profiles' | 'logger'>;

/** The same with compiled settings. */
export function createMappedIntake(mapping: Mapping, ports: IntakePorts): Intake {
	// Whatever a report stumbles over, the events are admitted.
	const report = harmless((events: readonly unknown[], arrivals: Arrival[], admissions: Admission[]) => {
		reportSilence(arrivals, mapping, ports);
		reportAdmissions(events, admissions, mapping, ports);
	});
	return async (events, { tier } = SERVER) => {
		const arrivals: Arrival[] = [];
		for (const event of events) arrivals.push(readArrival(event, mapping, ports));
		const session = await ProfileSession.open(ports, arrivals.flatMap(keysOf), tier);
		const admissions: Admission[] = [];
		for (const arrival of arrivals) admissions.push(withPerson(admit(arrival, session, mapping, ports), arrival, tier));
		await session.save(ports);
		report(events, arrivals, admissions);
		return dropDenied(admissions);
	};
}
