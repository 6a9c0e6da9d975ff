/** A setting that may be one of several things: which, and then that one. */

import { useState } from 'preact/hooks';
import { type Node, show } from '../shape.js';
import { Control } from './control.js';
import type { Asked } from './field.js';
import { toAttributes, toDefault } from './field.js';

interface Option {
	readonly label: string;
	/** Of a value that stands for itself. */
	readonly value?: unknown;
	/** Of one that has a control. */
	readonly node?: Node;
}

export function Forms(asked: Asked) {
	const { node, value, onChange } = asked;
	const options = (node.anyOf ?? []).flatMap((form) => toOptions(form, node));
	const [picked, setPicked] = useState(() => options.findIndex((option) => fits(option, value)));
	const inner = options[picked]?.node;
	const pick = (index: number) => {
		const option = options[index];
		setPicked(index);
		onChange(option?.node === undefined ? option?.value : option.node.type === 'object' ? {} : undefined);
	};
	return (
		<>
			<select
				class="su-c"
				{...toAttributes(asked)}
				value={String(picked)}
				onChange={({ currentTarget }) => pick(Number(currentTarget.value))}
			>
				<option value="-1">{toDefault(node)}</option>
				{options.map(({ label }, index) => (
					<option key={label} value={String(index)}>
						{label}
					</option>
				))}
			</select>
			{inner !== undefined && (
				<fieldset class="su-then">
					<legend class="sr">{options[picked]?.label}</legend>
					<Control
						key={picked}
						{...asked}
						node={inner}
						onChange={(next) => onChange(next ?? (inner.type === 'object' ? {} : undefined))}
					/>
				</fieldset>
			)}
		</>
	);
}

function toOptions(form: Node, { anyOf = [] }: Node): Option[] {
	const values =
		form.enum ?? (form.const !== undefined ? [form.const] : form.type === 'boolean' ? [true, false] : undefined);
	if (values !== undefined) return values.map((value) => ({ label: show(value), value }));
	if (form.type === 'array') return [{ label: 'for these', node: form }];
	if (form.type !== 'object') return [{ label: 'a text', node: form }];
	const others = anyOf.filter((each) => each !== form).flatMap((each) => Object.keys(each.properties ?? {}));
	const own = Object.keys(form.properties ?? {}).filter((name) => !others.includes(name));
	return [{ label: own[0] ?? 'its own', node: form }];
}

/** The form that a value has. */
function fits({ label, value: own, node }: Option, value: unknown): boolean {
	if (value === undefined) return false;
	if (node === undefined) return value === own;
	if (node.type === 'array') return Array.isArray(value);
	if (node.type !== 'object') return typeof value === 'string';
	return typeof value === 'object' && value !== null && !Array.isArray(value) && label in value;
}
