/** A key: gone from the document as soon as it is typed, and never shown again. */

import { isStandIn, keep, lengthOf } from '../secrets.js';
import type { Asked } from './field.js';
import { toAttributes } from './field.js';

/** The longest that any check lets pass. */
const MAX_CHARACTERS = 4000;

export function Secret(asked: Asked) {
	const { node, path, value, onChange } = asked;
	const length = lengthOf(value);
	const take = (input: HTMLInputElement) => {
		const key = input.value.trim();
		input.value = '';
		if (key !== '') onChange(keep(String(path.at(-1)), key, node.pattern));
	};
	return (
		<div class="su-key">
			<input
				class="su-c"
				type="password"
				{...toAttributes(asked)}
				placeholder={length === undefined ? '' : `${length} characters, hidden`}
				maxLength={MAX_CHARACTERS}
				autoComplete="off"
				spellcheck={false}
				onBlur={({ currentTarget }) => take(currentTarget)}
				onKeyDown={({ key, currentTarget }) => {
					if (key === 'Enter') take(currentTarget);
				}}
				onPaste={({ currentTarget }) => setTimeout(() => take(currentTarget))}
			/>
			{isStandIn(value) && (
				<button type="button" class="btn sm" onClick={() => onChange(undefined)}>
					Remove
				</button>
			)}
		</div>
	);
}
