/** Settings by names of the user's own: output fields, pixels. */

import { useRef, useState } from 'preact/hooks';
import { toId } from '../draft.js';
import type { Node } from '../shape.js';
import { Control } from './control.js';
import type { Asked } from './field.js';
import { Field, Problems } from './field.js';
import { focusIn, Row } from './nested.js';

interface Entry {
	readonly key: number;
	readonly name: string;
	readonly value: unknown;
}

/** A name that is blank, or stands twice, has no place in an object: such an entry waits for a better one. */
export function Named({ node, path, value, onChange }: Asked) {
	const inner = node.additionalProperties as Node; // What makes it a record.
	const [entries, setEntries] = useState<readonly Entry[]>(() =>
		Object.entries(value ?? {}).map(([name, each], key) => ({ key, name, value: each })),
	);
	const next = useRef(entries.length);
	const place = useRef<HTMLDivElement>(null);
	const isPlain = inner.type !== 'object';
	const write = (all: readonly Entry[]) => {
		setEntries(all);
		// A field without a path is not switched off by that: `[]` does it, and is ticked.
		const named = all.filter(({ name, value: own }) => name !== '' && (own !== undefined || !isPlain));
		onChange(named.length === 0 ? undefined : Object.fromEntries(named.map((each) => [each.name, each.value ?? {}])));
	};
	const change = (key: number, changes: Partial<Entry>) =>
		write(entries.map((each) => (each.key === key ? { ...each, ...changes } : each)));
	return (
		<div ref={place}>
			{entries.map(({ key, name, value: own }, index) => (
				<Row
					key={key}
					title={`Entry ${index + 1}`}
					onRemove={() => {
						write(entries.filter((each) => each.key !== key));
						focusIn(place.current, ':scope > .su-add');
					}}
				>
					<div class="su-field in">
						<label class="su-l" for={`${toId(path)}-name-${key}`}>
							Name
						</label>
						<input
							class="su-c"
							id={`${toId(path)}-name-${key}`}
							defaultValue={name}
							placeholder={isPlain ? 'user.email' : 'shop-eu'}
							maxLength={300}
							autoComplete="off"
							spellcheck={false}
							aria-invalid={name !== '' && isTaken(entries, key, name)}
							onInput={({ currentTarget }) => change(key, { name: currentTarget.value.trim() })}
						/>
					</div>
					<Problems id={`${toId(path)}-e-${key}`} messages={entryProblems(entries, entries[index], isPlain)} />
					<Inner
						node={inner}
						path={[...path, isTaken(entries, key, name) ? `#${key}` : name]}
						value={own}
						onChange={(to) => change(key, { value: to })}
					/>
				</Row>
			))}
			<button
				type="button"
				class="btn sm su-add"
				onClick={() => {
					write([...entries, { key: next.current++, name: '', value: undefined }]);
					focusIn(place.current, ':scope > .su-row:nth-last-of-type(1) input');
				}}
			>
				Add an entry
			</button>
		</div>
	);
}

/** Whether a name is blank, or that of another. */
function isTaken(entries: readonly Entry[], key: number, name: string): boolean {
	return name === '' || entries.some((each) => each.key !== key && each.name === name);
}

function entryProblems(entries: readonly Entry[], entry: Entry | undefined, isPlain: boolean): string[] {
	if (entry === undefined || entry.name === '') return ['Not written: it has no name yet.'];
	if (isTaken(entries, entry.key, entry.name)) return ['The name stands twice; the last entry is written.'];
	return isPlain && entry.value === undefined ? ['Not written: it has no path yet.'] : [];
}

/** A pixel's own settings are many, so they are drawn only once somebody opens them; the key and the ID stand above. */
function Inner(asked: Asked) {
	const { node, path, value } = asked;
	const { destination, ...others } = node.properties ?? {};
	if (node.type !== 'object') return <Field {...asked} path={path} node={withoutText(node)} isNested />;
	if (destination === undefined) return <Control {...asked} />;
	const { apiKey: _, pixelId: __, ...own } = destination.properties ?? {};
	const inner = { ...node, properties: { ...others } };
	return (
		<>
			<Control {...asked} node={inner} />
			<Folded
				title="Settings of its own"
				count={Object.keys((value as { destination?: object })?.destination ?? {}).length}
			>
				<Control {...asked} node={{ ...node, properties: { destination: { ...destination, properties: own } } }} />
			</Folded>
		</>
	);
}

const withoutText = (node: Node): Node => ({
	...node,
	description: 'Where to read it: one path, or several to try in order.',
});

export function Folded(props: { title: string; count: number; children: preact.ComponentChildren }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<details class="su-more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>
				{props.title}
				{props.count > 0 && <span class="pill">{props.count} set</span>}
			</summary>
			{isOpen && props.children}
		</details>
	);
}
