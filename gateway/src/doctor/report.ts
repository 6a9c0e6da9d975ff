/** What the command prints and ends with, for people or for programs. Pure. */

import { readVersion } from '../read-version.js';
import type { Doctor } from './check.js';
import type { Finding } from './finding.js';
import { type Look, showFindings, showSummary } from './show-findings.js';

export interface ReportOptions extends Look {
	readonly isJson: boolean;
	/** Warnings count as failures. */
	readonly isStrict: boolean;
}

export interface Report {
	readonly text: string;
	readonly exitCode: 0 | 1;
}

export function report(findings: readonly Finding[], doctor: Doctor, options: ReportOptions): Report {
	const isBad = ({ status }: Finding) => status === 'fail' || (options.isStrict && status === 'warn');
	const exitCode = findings.some(isBad) ? 1 : 0;
	const mode = modeOf(doctor, findings);
	if (options.isJson) {
		const at = new Date(doctor.ports.nowMs()).toISOString();
		return { text: JSON.stringify({ version: 1, ok: exitCode === 0, mode, at, findings }, null, 2), exitCode };
	}
	const lines = [title(doctor, mode), '', ...showFindings(findings, options), '', showSummary(findings, exitCode)];
	return { text: lines.join('\n'), exitCode };
}

function modeOf({ isOffline, configuration }: Doctor, findings: readonly Finding[]): 'live' | 'sandbox' | 'offline' {
	if (isOffline) return 'offline';
	if (findings.some(({ code }) => code === 'key_sandbox')) return 'sandbox';
	const endpoints = configuration?.pixels.map(({ destination }) => new URL(destination.endpoint).protocol) ?? [];
	return endpoints.length > 0 && endpoints.every((protocol) => protocol === 'http:') ? 'sandbox' : 'live';
}

/** `openai-ads 0.2.0, live, pixel shop-eu 9fKx...aBc, gateway on 127.0.0.1:8789` */
function title({ configuration, isOffline, gateway }: Doctor, mode: string): string {
	const pixels = configuration?.pixels.filter(({ destination }) => destination.pixelId !== '') ?? [];
	const [only] = pixels;
	const which =
		pixels.length === 1 && only !== undefined
			? [`pixel ${only.name} ${shorten(only.destination.pixelId)}`]
			: pixels.length === 0
				? []
				: [`${pixels.length} pixels`];
	const where = isOffline || gateway === undefined ? [] : [`gateway on ${gateway.place}`];
	return [`openai-ads ${readVersion()}`, mode, ...which, ...where].join(', ');
}

function shorten(id: string): string {
	return id.length <= 12 ? id : `${id.slice(0, 4)}...${id.slice(-3)}`;
}
