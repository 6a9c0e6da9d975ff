/** Which check says what the gateway found out by itself. Pure. */

import type { Finding } from './finding.js';
import type { Diagnostic, Overview } from './overview.js';
import { say } from './say.js';

export type DiagnosticCheck = 'left-out' | 'ids' | 'attribution' | 'first';

/** By the words of its code; near misses are told by name already. */
function checkOf({ code, key }: Diagnostic): DiagnosticCheck | undefined {
	if (/near/.test(code)) return undefined;
	if (/twice|two_ids|event_id/.test(code)) return 'ids';
	if (/first|poorer/.test(code)) return 'first';
	return key !== undefined || /click|key|weak|none/.test(code) ? 'attribution' : 'left-out';
}

const MAX_SHOWN = 5;

export function diagnosticsOf({ diagnostics }: Overview, check: DiagnosticCheck): readonly Diagnostic[] {
	return diagnostics.filter((found) => checkOf(found) === check).slice(0, MAX_SHOWN);
}

type AdviceCode = 'left_out_advice' | 'ids_advice' | 'attribution_advice' | 'first_advice';

/** With how many of how many it concerns. */
export function sayAdvice(
	code: AdviceCode,
	{ message, cure = '', affected, total, type, source }: Diagnostic,
): Finding {
	const advice = `${message} (${affected.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}${type === undefined ? '' : ` ${type}`})`;
	const whom = [type, source].filter((text) => text !== undefined);
	return say(code, { advice, cure }, { affected: whom, evidence: { affected, total } });
}
