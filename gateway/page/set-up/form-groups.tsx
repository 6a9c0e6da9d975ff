/** The settings in groups that open; every setting of the schema stands in one. */

import { signal } from '@preact/signals';
import type { Target } from '../../src/set-up/target.js';
import { Icon } from '../parts/icon.js';
import { form, isWithin, problemsAt } from './check.js';
import { type Draft, draft, edition, set, toId } from './draft.js';
import { type Group, groupsFor } from './form.js';
import { Control } from './parts/control.js';
import { Field, Problems } from './parts/field.js';
import type { Node } from './shape.js';

/** Titles of those that are open. */
const opened = signal<readonly string[]>(['Essentials']);

export function FormGroups({ wanted }: { wanted: Target }) {
	if (form.value === undefined) return null;
	return (
		<section class="su-form" aria-label="Settings">
			{groupsFor(form.value, wanted).map((group) => (
				<Settings key={`${group.title} ${edition.value}`} group={group} />
			))}
		</section>
	);
}

function Settings({ group: { title, note, settings } }: { group: Group }) {
	const isOpen = opened.value.includes(title);
	const wrong = settings.flatMap((setting) => problemsAt(setting, true));
	const count = settings.filter((setting) => read(setting) !== undefined).length;
	const turn = (toOpen: boolean) => {
		if (toOpen === opened.peek().includes(title)) return;
		opened.value = toOpen ? [...opened.peek(), title] : opened.peek().filter((other) => other !== title);
	};
	return (
		<details class="card su-group" open={isOpen} onToggle={({ currentTarget }) => turn(currentTarget.open)}>
			<summary>
				<Icon name="down" />
				<h2>{title}</h2>
				<span class="muted grow">{note}</span>
				{wrong.length > 0 && <span class="pill bad">{wrong.length} wrong</span>}
				{count > 0 && <span class="pill">{count} set</span>}
			</summary>
			{isOpen && settings.map((setting) => <Setting key={setting} setting={setting} />)}
		</details>
	);
}

function Setting({ setting }: { setting: string }) {
	const [section, name] = split(setting);
	const root = form.value?.schema.properties[section] ?? {};
	if (name === undefined) return <Whole section={section} node={root} />;
	return (
		<Field
			node={root.properties?.[name] ?? {}}
			path={[section, name]}
			value={draft.value[section][name]}
			onChange={(value) => set(section, name, value)}
		/>
	);
}

/** A section that is one setting: the pixels by their names. */
function Whole({ section, node }: { section: keyof Draft; node: Node }) {
	return (
		<div class="su-field in" id={`${toId([section])}-field`} tabIndex={-1}>
			<p class="muted">{node.description}</p>
			<Control
				node={node}
				path={[section]}
				value={draft.value[section]}
				onChange={(value) => set(section, undefined, value)}
			/>
			<Problems
				id={`${toId([section])}-e`}
				messages={problemsAt(section, true).map(({ at, message }) => `\`${at}\`: ${message}`)}
			/>
		</div>
	);
}

/** Opens the group of a setting, and leads there. */
export function goTo(at: string, wanted: Target): void {
	const found = findSetting(at, wanted);
	if (found === undefined) return;
	if (!opened.peek().includes(found.title)) opened.value = [...opened.peek(), found.title];
	const id = toId(found.setting.split('.'));
	requestAnimationFrame(() => {
		const place = document.getElementById(toId(at.split('.'))) ?? document.getElementById(id);
		(place ?? document.getElementById(`${id}-field`))?.focus();
	});
}

/** Whether there is a control for it. */
export function isKnown(at: string, wanted: Target): boolean {
	return findSetting(at, wanted) !== undefined;
}

function findSetting(at: string, wanted: Target) {
	const groups = form.value === undefined ? [] : groupsFor(form.value, wanted);
	return groups
		.flatMap(({ title, settings }) => settings.map((setting) => ({ title, setting })))
		.find(({ setting }) => isWithin(at, setting));
}

function split(setting: string): [section: keyof Draft, name: string | undefined] {
	const [section, name] = setting.split('.');
	return [section as keyof Draft, name]; // As the groups are made.
}

function read(setting: string): unknown {
	const [section, name] = split(setting);
	const values = draft.value[section];
	return name === undefined ? (Object.keys(values).length === 0 ? undefined : values) : values[name];
}
