/** Settings that hold others: objects, rows of objects, and ticks beside values. */

import { useRef } from 'preact/hooks';
import { Icon } from '../../parts/icon.js';
import { problemsAt } from '../check.js';
import { toId, toPlace, withValue } from '../draft.js';
import { rowOf } from '../shape.js';
import { Control } from './control.js';
import type { Asked } from './field.js';
import { Field, Fields, Problems } from './field.js';

type Values = Readonly<Record<string, unknown>>;
const toValues = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {}); // Its own controls made it.

/** An object that nothing is set in is not set. */
export function ObjectFields({ node, path, value, onChange }: Asked) {
	const values = toValues(value);
	return (
		<Fields>
			{Object.entries(node.properties ?? {}).map(([name, inner]) => (
				<Field
					key={name}
					isNested
					node={inner}
					path={[...path, name]}
					value={values[name]}
					onChange={(next) => {
						const whole = withValue(values, name, next);
						onChange(Object.keys(whole).length === 0 ? undefined : whole);
					}}
				/>
			))}
		</Fields>
	);
}

export function Rows({ node, path, value, onChange }: Asked) {
	const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
	const place = useRef<HTMLDivElement>(null);
	const write = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next);
	return (
		<div ref={place}>
			{rows.map((row, index) => (
				<Row
					// A row has no name: it takes its number from its place, and is drawn anew when another comes or goes.
					key={`${rows.length} ${index}`}
					title={`Row ${index + 1}`}
					onRemove={() => {
						write(rows.filter((_, other) => other !== index));
						focusIn(place.current, ':scope > .su-add');
					}}
				>
					<Control
						node={rowOf(node)}
						path={[...path, index]}
						value={row}
						onChange={(next) => write(rows.map((other, at) => (at === index ? (next ?? {}) : other)))}
					/>
					<Problems
						id={`${toId([...path, index])}-r`}
						messages={problemsAt(toPlace([...path, index]), false).map(({ message }) => message)}
					/>
				</Row>
			))}
			<button
				type="button"
				class="btn sm su-add"
				onClick={() => {
					write([...rows, {}]);
					focusIn(place.current, ':scope > .su-row:nth-last-of-type(1) :is(input, select)');
				}}
			>
				Add a row
			</button>
		</div>
	);
}

export function Row(props: { title: string; onRemove(): void; children: preact.ComponentChildren }) {
	return (
		<fieldset class="su-row">
			<legend class="sr">{props.title}</legend>
			{props.children}
			<button type="button" class="icon" aria-label={`Remove ${props.title.toLowerCase()}`} onClick={props.onRemove}>
				<Icon name="x" />
			</button>
		</fieldset>
	);
}

/** Once it is drawn. */
export function focusIn(place: HTMLElement | null, selector: string): void {
	requestAnimationFrame(() => place?.querySelector<HTMLElement>(selector)?.focus());
}

export function Ticks({ node, path, value, onChange }: Asked) {
	const ticked = Array.isArray(value) ? (value as readonly unknown[]) : [];
	const values = node.items?.enum ?? [];
	return (
		<div class="su-ticks">
			{values.map((each) => (
				<label key={String(each)} class="su-tick">
					<input
						type="checkbox"
						id={`${toId(path)}-${String(each)}`}
						checked={ticked.includes(each)}
						onChange={({ currentTarget }) => {
							const next = values.filter((other) => (other === each ? currentTarget.checked : ticked.includes(other)));
							onChange(next.length === 0 ? undefined : next);
						}}
					/>
					<code>{String(each)}</code>
				</label>
			))}
		</div>
	);
}
