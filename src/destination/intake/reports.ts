/** What the log is told while events come in: notes, names that are not mapped, consent that silences everything. */

import type { Mapping } from '../map/paths/mapping.js';
import type { Arrival } from './admit.js';
import { ConsentReport } from './consent-report.js';
import type { Admission } from './intake.js';
import { NoteReport, type ReportPorts } from './note-report.js';
import { UnmappedReport } from './unmapped-report.js';

interface Reports {
	readonly notes: NoteReport;
	readonly unmapped: UnmappedReport;
	readonly consent: ConsentReport;
}

/** By mapping, since RudderStack's calls have nothing else in common. */
const all = new WeakMap<Mapping, Reports>();

function reportsOf(mapping: Mapping): Reports {
	const known = all.get(mapping);
	if (known !== undefined) return known;
	const reports = { notes: new NoteReport(), unmapped: new UnmappedReport(), consent: new ConsentReport() };
	all.set(mapping, reports);
	return reports;
}

/** Warns if no event has the consent that the settings ask for. */
export function reportSilence(arrivals: readonly Arrival[], mapping: Mapping, ports: ReportPorts): void {
	reportsOf(mapping).consent.add(arrivals, mapping, ports);
}

/** Reports on events that were admitted; `events[i]` belongs to `admissions[i]`. */
export function reportAdmissions(
	events: readonly unknown[],
	admissions: readonly Admission[],
	mapping: Mapping,
	ports: ReportPorts,
): void {
	const { notes, unmapped } = reportsOf(mapping);
	notes.add(admissions, ports);
	unmapped.add(events, admissions, mapping, ports.logger);
}
