/** Which pixel is looked at: a row of names with their states, a select from five on, nothing for one. */

import { pixels } from '../state/pixels.js';
import { go, route, withQuery } from '../state/route.js';
import { STATE } from '../words.js';
import { Icon } from './icon.js';

const MOST_IN_A_ROW = 4;

export function PixelFilter() {
	const all = pixels.value;
	const chosen = route.value.query.pixel ?? '';
	const choose = (pixel: string) => go(withQuery({ pixel }));
	if (all.length < 2) return null;
	if (all.length > MOST_IN_A_ROW)
		return (
			<Select label="Pixel" all="All pixels" value={chosen} options={all.map(({ name }) => name)} onChoose={choose} />
		);
	return (
		<fieldset class="seg" aria-label="Pixel">
			<button type="button" aria-pressed={chosen === ''} onClick={() => choose('')}>
				All pixels
			</button>
			{all.map(({ name, state }) => (
				<button type="button" key={name} aria-pressed={chosen === name} onClick={() => choose(name)}>
					<i class={`st st-${STATE[state][1]}`} />
					{name}
					<span class="sr">, {STATE[state][0].toLowerCase()}</span>
				</button>
			))}
		</fieldset>
	);
}

export function Select(props: {
	label: string;
	all: string;
	value: string;
	options: readonly string[];
	onChoose(value: string): void;
}) {
	const options =
		props.value === '' || props.options.includes(props.value) ? props.options : [props.value, ...props.options];
	return (
		<span class="btn">
			<select
				aria-label={props.label}
				value={props.value}
				onChange={({ currentTarget }) => props.onChoose(currentTarget.value)}
			>
				<option value="">{props.all}</option>
				{options.map((option) => (
					<option key={option}>{option}</option>
				))}
			</select>
			<Icon name="down" />
		</span>
	);
}
