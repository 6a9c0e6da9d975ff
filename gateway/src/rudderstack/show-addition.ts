/** What `rudderstack add` prints: the difference, and what comes next. Keys are not shown. Pure. */

import { quote, stripControls, toOneLine } from '../one-line.js';
import { NO_KEY } from './make-destination.js';
import type { Addition } from './plan-addition.js';

/** In the place of a key, wherever a text that holds one is shown. */
export const HIDDEN = '(not shown)';

/** The difference, as lines. */
export function showAddition(file: string, addition: Addition): string[] {
	const { source, destination, action } = addition;
	const title = `${file}: source ${quote(source.name)} (${toOneLine(source.id)})`;
	if (action === 'none')
		return [
			title,
			`= has ${destination.destinationDefinition.name} already, as ${quote(destination.name)} (${toOneLine(destination.id)})`,
			'Nothing to change.',
		];
	const shared = addition.from && `, the one of source ${quote(addition.from.name)}`;
	const entry = JSON.stringify(withoutKey(destination), null, 2).split('\n');
	return [
		title,
		`@ line ${addition.insertion.line}: a destination${shared ?? ''}`,
		...entry.map((line) => `+ ${stripControls(line)}`),
	];
}

/** The addition for scripts. */
export function toAdditionReport(file: string, addition: Addition, copy: string | undefined): object {
	const { action, source, destination } = addition;
	return {
		action,
		applied: copy !== undefined,
		file,
		source: { id: source.id, name: source.name },
		destination: withoutKey(destination),
		line: action === 'none' ? undefined : addition.insertion.line,
		copy,
		warnings: warnings(addition),
	};
}

/** What was done, what to look at, and what to do next. */
export function adviseAfter(addition: Addition, copy: string | undefined): string[] {
	const warned = warnings(addition).map((text) => `! ${text}`);
	if (addition.action === 'none') return warned;
	if (copy === undefined)
		return [...warned, 'This was a dry run: nothing was changed. Run again with --apply to make the change.'];
	return [
		...warned,
		`Added. A copy of the former file is in ${copy}; it holds keys, so delete it when all is well.`,
		"Next: start the gateway in front of rudder-transformer and restart rudder-server, as docs/rudderstack.md says under 'Front mode'.",
	];
}

/** What to look at, besides the difference. */
function warnings(addition: Addition): string[] {
	const hasNone = addition.destination.config?.['apiKey'] === NO_KEY;
	const key = hasNone ? ['No key yet: set OPENAI_CONVERSIONS_API_KEY before you run it with --apply.'] : [];
	return [...fileWarnings(addition), ...key];
}

/** What the file itself says, key or not. */
export function fileWarnings({ source, rival, destination }: Addition): string[] {
	const problems: string[] = [];
	if (source.enabled === false) problems.push('The source is switched off (`enabled: false`): no event arrives.');
	if (destination.enabled === false)
		problems.push('The destination is switched off (`enabled: false`): nothing is sent to it.');
	if (rival !== undefined && rival.enabled !== false)
		problems.push(
			"This source also sends to RudderStack's own OpenAI Ads destination. Both must send the same ids, or each order counts twice: docs/migrate-rudderstack.md.",
		);
	return problems;
}

/** The key is the only secret of a Config: `secretKeys` in the definition. */
function withoutKey(destination: Addition['destination']): object {
	const { apiKey, ...config } = destination.config ?? {};
	return { ...destination, config: { ...(apiKey === undefined ? {} : { apiKey: HIDDEN }), ...config } };
}
