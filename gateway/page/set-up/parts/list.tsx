/** Texts, one a line; and where it means something, none at all. */

import { useState } from 'preact/hooks';
import { toId } from '../draft.js';
import type { Asked } from './field.js';
import { toAttributes } from './field.js';

/** Of a whole list. Our choice. */
const MAX_CHARACTERS = 20_000;

export function List(asked: Asked) {
	const { node, path, value, onChange } = asked;
	const [text, setText] = useState(() => toLines(value).join('\n'));
	// A list of paths may be a path alone, and a list by itself has a smallest length where it must not be empty.
	const lists = node.anyOf?.find(({ type }) => type === 'array') ?? node;
	const mayBeNone = lists.minItems === undefined && !isNone(node.default);
	const isOff = isNone(value);
	const id = toId(path);
	return (
		<>
			<textarea
				class="su-c"
				{...toAttributes(asked)}
				rows={Math.min(8, Math.max(2, text.split('\n').length))}
				value={isOff ? '' : text}
				disabled={isOff}
				placeholder={isOff ? '' : toLines(node.default).join('\n') || 'one per line'}
				maxLength={MAX_CHARACTERS}
				autoComplete="off"
				spellcheck={false}
				onInput={({ currentTarget }) => {
					setText(currentTarget.value);
					const lines = readLines(currentTarget.value);
					onChange(lines.length === 0 ? undefined : node.anyOf !== undefined && lines.length === 1 ? lines[0] : lines);
				}}
			/>
			{mayBeNone && (
				<label class="su-tick">
					<input
						type="checkbox"
						id={`${id}-none`}
						checked={isOff}
						onChange={({ currentTarget }) => {
							const lines = readLines(text);
							onChange(currentTarget.checked ? [] : lines.length === 0 ? undefined : lines);
						}}
					/>
					none at all: an empty list
				</label>
			)}
		</>
	);
}

const isNone = (value: unknown) => Array.isArray(value) && value.length === 0;
const toLines = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));
const readLines = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
