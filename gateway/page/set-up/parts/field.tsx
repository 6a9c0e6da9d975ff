/** One setting: its name, its manual, its control, and what is wrong with it. */

import type { ComponentChildren } from 'preact';
import { Words } from '../../parts/small.js';
import { problemsAt } from '../check.js';
import { toId, toPlace } from '../draft.js';
import { kindOf, type Node, type Path, show, toLabel } from '../shape.js';
import { Control } from './control.js';

export interface Asked {
	readonly node: Node;
	readonly path: Path;
	readonly value: unknown;
	/** `undefined` takes the setting out. */
	onChange(value: unknown): void;
}

/** What has several controls is a group with a name, and what has one is labelled. */
const GROUPS: readonly string[] = ['rows', 'record', 'object', 'ticks'];

export function Field({ isNested = false, ...asked }: Asked & { isNested?: boolean }) {
	const { node, path } = asked;
	const id = toId(path);
	const name = String(path.at(-1));
	const isGroup = GROUPS.includes(kindOf(node, path));
	const problems = problemsAt(toPlace(path), !isGroup && kindOf(node, path) !== 'forms');
	const title = (
		<>
			{toLabel(name)} <code>{name}</code>
		</>
	);
	return (
		<div
			class={`su-field${isNested ? ' in' : ''}`}
			id={`${id}-field`}
			{...(isGroup ? { role: 'group', 'aria-labelledby': `${id}-l`, tabIndex: -1 } : {})}
		>
			<div class="su-man">
				{isGroup ? (
					<div class="su-l" id={`${id}-l`}>
						{title}
					</div>
				) : (
					<label class="su-l" id={`${id}-l`} for={id}>
						{title}
					</label>
				)}
				{node.description !== undefined && (
					<p id={`${id}-d`}>
						<Words text={node.description} />
					</p>
				)}
			</div>
			<div class="su-in">
				<Control {...asked} />
				<Problems id={`${id}-e`} messages={problems.map(({ message }) => message)} />
			</div>
		</div>
	);
}

export function Problems({ id, messages }: { id: string; messages: readonly string[] }) {
	return (
		<div id={id} class="su-bad">
			{messages.map((message) => (
				<p key={message}>
					<Words text={message} />
				</p>
			))}
		</div>
	);
}

/** What ties a control to its name, manual and problems. */
export function toAttributes({ node, path }: Pick<Asked, 'node' | 'path'>) {
	const id = toId(path);
	const isWrong = problemsAt(toPlace(path), true).length > 0;
	return {
		id,
		'aria-describedby': [node.description === undefined ? '' : `${id}-d`, `${id}-e`].filter(Boolean).join(' '),
		'aria-invalid': isWrong,
	};
}

/** The settings inside one, each with its name. */
export function Fields({ children }: { children: ComponentChildren }) {
	return <div class="su-fields">{children}</div>;
}

/** What holds unless something is chosen. */
export function toDefault({ default: value }: Node): string {
	return value === undefined ? 'Not set' : `Default: ${show(value)}`;
}
