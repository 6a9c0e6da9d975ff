/** The control that takes a setting, by the shape of its schema. */

import { kindOf, show } from '../shape.js';
import type { Asked } from './field.js';
import { toAttributes, toDefault } from './field.js';
import { Forms } from './forms.js';
import { List } from './list.js';
import { Named } from './named.js';
import { ObjectFields, Rows, Ticks } from './nested.js';
import { Secret } from './secret.js';

export function Control(asked: Asked) {
	const { node, path } = asked;
	switch (kindOf(node, path)) {
		case 'secret':
			return <Secret {...asked} />;
		case 'choice':
			return <Choice {...asked} values={node.enum ?? []} />;
		case 'flag':
			return <Choice {...asked} values={[true, false]} />;
		case 'number':
			return <Text {...asked} read={readNumber} />;
		case 'scalar':
			return <Text {...asked} read={readScalar} />;
		case 'text':
			return <Text {...asked} read={(text) => text} />;
		case 'list':
			return <List {...asked} />;
		case 'ticks':
			return <Ticks {...asked} />;
		case 'rows':
			return <Rows {...asked} />;
		case 'object':
			return <ObjectFields {...asked} />;
		case 'record':
			return <Named {...asked} />;
		case 'forms':
			return <Forms {...asked} />;
	}
}

/** Options by their place, since values may be of any kind. */
function Choice({ values, ...asked }: Asked & { values: readonly unknown[] }) {
	const { node, value, onChange } = asked;
	return (
		<select
			class="su-c"
			{...toAttributes(asked)}
			value={String(values.indexOf(value))}
			onChange={({ currentTarget }) => onChange(values[Number(currentTarget.value)])}
		>
			<option value="-1">{toDefault(node)}</option>
			{values.map((each, index) => (
				<option key={String(each)} value={String(index)}>
					{show(each)}
				</option>
			))}
		</select>
	);
}

function Text({ read, ...asked }: Asked & { read(text: string): unknown }) {
	const { node, value, onChange } = asked;
	return (
		<input
			class="su-c"
			{...toAttributes(asked)}
			defaultValue={value === undefined ? '' : String(value)}
			placeholder={node.default === undefined ? '' : show(node.default)}
			maxLength={2000}
			autoComplete="off"
			spellcheck={false}
			onInput={({ currentTarget }) => {
				const text = currentTarget.value.trim();
				onChange(text === '' ? undefined : read(text));
			}}
		/>
	);
}

/** What is none stays a text, and the check says so. */
const readNumber = (text: string) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
const readScalar = (text: string) => (text === 'true' || text === 'false' ? text === 'true' : readNumber(text));
