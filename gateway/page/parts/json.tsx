/** JSON as it was sent, coloured by kind; what is short stands on one line. */

import { Fragment } from 'preact';

/** Characters of a list or an object on one line. Our choice. */
const MAX_LINE = 64;

export function Json({ value, indent }: { value: unknown; indent: number }) {
	if (value === null || typeof value !== 'object') return <Plain value={value} />;
	const isList = Array.isArray(value);
	const entries = Object.entries(value);
	const [open, close] = isList ? '[]' : '{}';
	if (entries.length === 0) return <>{`${open}${close}`}</>;
	const isShort = JSON.stringify(value).length <= MAX_LINE && entries.every(([, child]) => Object(child) !== child);
	const [pad, end] = isShort ? ['', isList ? '' : ' '] : ['  '.repeat(indent + 1), `\n${'  '.repeat(indent)}`];
	return (
		<>
			{open}
			{isShort ? end : '\n'}
			{entries.map(([name, child], i) => (
				<Fragment key={name}>
					{pad}
					{!isList && <i class="jk">{JSON.stringify(name)}</i>}
					{isList ? '' : ': '}
					<Json value={child} indent={indent + 1} />
					{i < entries.length - 1 && (isShort ? ', ' : ',\n')}
				</Fragment>
			))}
			{end}
			{close}
		</>
	);
}

/** A text that is masked is told from one that is not. */
function Plain({ value }: { value: unknown }) {
	const tone = typeof value === 'string' ? (/[•*…]|\.\.\. digest$/.test(value) ? 'jm' : 'js') : 'jd';
	return <i class={tone}>{JSON.stringify(value)}</i>;
}
