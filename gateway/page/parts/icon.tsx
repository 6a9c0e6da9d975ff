/** Icons of Lucide, drawn as elements: no markup is ever parsed. */

import arrowLeft from 'lucide:arrow-left';
import chart from 'lucide:chart-column';
import check from 'lucide:check';
import down from 'lucide:chevron-down';
import clock from 'lucide:clock';
import copy from 'lucide:copy';
import inbox from 'lucide:inbox';
import link from 'lucide:link';
import list from 'lucide:list';
import logOut from 'lucide:log-out';
import minus from 'lucide:minus';
import moon from 'lucide:moon';
import search from 'lucide:search';
import warn from 'lucide:triangle-alert';
import x from 'lucide:x';
import { h } from 'preact';

const ICONS = {
	arrowLeft,
	chart,
	check,
	down,
	clock,
	copy,
	inbox,
	link,
	list,
	logOut,
	minus,
	moon,
	search,
	warn,
	x,
};
/** A name, or the shapes themselves, where a view that is loaded later brings an icon of its own. */
export type IconName = keyof typeof ICONS | typeof x;

export function Icon({ name, tone = '' }: { name: IconName; tone?: string }) {
	return (
		<svg class={`i ${tone}`} viewBox="0 0 24 24" aria-hidden="true">
			{(typeof name === 'string' ? ICONS[name] : name).map(([tag, attributes]) => h(tag, attributes))}
		</svg>
	);
}

/** Two posts and a point between them: a gate. */
export function Mark() {
	return (
		<svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
			<rect width="20" height="20" rx="5.5" />
			<path d="M6 5v10M14 5v10" />
			<circle cx="10" cy="10" r="1.9" />
		</svg>
	);
}
