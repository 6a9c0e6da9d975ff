/** What the list is narrowed to. Each filter is a select, and stands in the address. */

import { events, filter } from '../state/events.js';
import { gateway } from '../state/gateway.js';
import { pixels } from '../state/pixels.js';
import { go, route, toHash, withQuery } from '../state/route.js';
import { VERDICTS } from '../state/shapes.js';
import { KNOWN_REASONS, OUTCOME, reasonShort, VERDICT } from '../words.js';
import { Icon } from './icon.js';

export function Filters() {
	const { query } = route.value;
	const known = (read: (summary: (typeof events.value)[number]) => string | undefined) =>
		[...new Set(events.value.slice(0, 500).map(read))].filter((value) => value !== undefined).sort();
	const same = (values: readonly string[]) => values.map((value) => [value, value] as const);
	return (
		<div class="filters">
			<Chip name="outcome" label="Outcome" options={Object.entries(OUTCOME)} />
			{query.outcome !== 'accepted' && (
				<Chip
					name="reason"
					label="Reason"
					options={KNOWN_REASONS.map((reason) => [reason, reasonShort(reason)] as const)}
				/>
			)}
			<Chip
				name="verdict"
				label="Verdict"
				options={VERDICTS.map((verdict) => [verdict, VERDICT[verdict][0]] as const)}
			/>
			<Chip name="type" label="Type" options={same(known(({ type }) => type))} />
			<Chip name="name" label="Name" options={same(known(({ name }) => name))} />
			<Chip name="source" label="Source" options={same(known(({ source }) => source))} />
			{pixels.value.length > 1 && !gateway.sandbox && (
				<Chip name="pixel" label="Pixel" options={same(pixels.value.map(({ name }) => name))} />
			)}
			{Object.keys(filter.value).length > 0 && (
				<a class="link" href={toHash('events')}>
					Clear filters
				</a>
			)}
		</div>
	);
}

function Chip({
	name,
	label,
	options,
}: {
	name: string;
	label: string;
	options: readonly (readonly [value: string, text: string])[];
}) {
	const value = route.value.query[name] ?? '';
	const all =
		value === '' || options.some(([known]) => known === value) ? options : [[value, value] as const, ...options];
	return (
		<span class={`chip${value === '' ? '' : ' on'}`}>
			<select
				aria-label={label}
				value={value}
				onChange={({ currentTarget }) => go(withQuery({ [name]: currentTarget.value }))}
			>
				<option value="">{label}</option>
				{all.map(([option, text]) => (
					<option key={option} value={option}>
						{text}
					</option>
				))}
			</select>
			<Icon name="down" />
		</span>
	);
}
