/** A user's workspaceConfig.json, read and added to in this page: it holds keys of everything, so it is sent nowhere and shown nowhere. */

import { computed, signal } from '@preact/signals';
import * as z from 'zod/mini';
import { PixelIdMissing } from '../../src/rudderstack/make-destination.js';
import { MAX_FILE_BYTES, parseWorkspace, type WorkspaceFile } from '../../src/rudderstack/parse-workspace.js';
import { type Addition, planAddition } from '../../src/rudderstack/plan-addition.js';
import { toText } from '../state/to-text.js';
import { form } from './check.js';
import { draft, replace } from './draft.js';
import { isStandIn } from './secrets.js';

// It would try whether text can be run as code, which the policy of this page forbids.
z.config({ jitless: true });

export const workspace = signal<WorkspaceFile | undefined>(undefined);
/** Id of the source that is to send. */
export const source = signal('');
export const fileProblem = signal('');

export function open(file: string, text: string): void {
	source.value = '';
	try {
		workspace.value = parseWorkspace(file, text);
		fileProblem.value = '';
		const [first, second] = workspace.value.workspace.sources;
		if (first !== undefined && second === undefined) source.value = first.id;
	} catch (error) {
		workspace.value = undefined;
		fileProblem.value = toText(error);
	}
}

export async function openFile(file: File | undefined): Promise<void> {
	if (file === undefined) return;
	if (file.size > MAX_FILE_BYTES) {
		workspace.value = undefined;
		fileProblem.value = `${file.name}: expected at most ${MAX_FILE_BYTES} bytes, got ${file.size}.`;
		return;
	}
	open(file.name, await file.text());
}

export function close(): void {
	workspace.value = undefined;
	source.value = '';
	fileProblem.value = '';
}

type Planned = { readonly addition: Addition } | { readonly problem: string };

/** The same plan as that of `openai-ads rudderstack add`. */
export const plan = computed((): Planned | undefined => {
	const template = form.value?.rudderstack.template;
	const { apiKey, pixelId, ...settings } = draft.value.destination;
	if (template === undefined || workspace.value === undefined || source.value === '') return undefined;
	const wishes = {
		apiKey: isStandIn(apiKey) ? String(apiKey) : undefined,
		pixelId: typeof pixelId === 'string' ? pixelId : undefined,
		// As the template has them, another source's destination for this pixel will do.
		settings: isSame(settings, startSettings()) ? undefined : settings,
	};
	try {
		return { addition: planAddition(workspace.value, template, source.value, wishes) };
	} catch (error) {
		return { problem: error instanceof PixelIdMissing ? NO_PIXEL_ID : toText(error) };
	}
});

const NO_PIXEL_ID = 'Fill in the pixel ID to see the difference.';

/** The template's settings, which work for shops. */
function startSettings(): Readonly<Record<string, unknown>> {
	const { apiKey: _, pixelId: __, eventMapping: ___, ...settings } = form.value?.rudderstack.template.config ?? {};
	return settings;
}

/** Fills in what the command would write, unless something was filled in before; and takes it out again with another target. */
export function startFor(isRudderStack: boolean): void {
	const { apiKey, pixelId, ...settings } = draft.peek().destination;
	const from = isRudderStack ? {} : startSettings();
	if (!isSame(settings, from)) return;
	const own = { ...(apiKey === undefined ? {} : { apiKey }), ...(pixelId === undefined ? {} : { pixelId }) };
	replace({ ...draft.peek(), destination: { ...own, ...(isRudderStack ? startSettings() : {}) } });
}

const isSame = (one: object, other: object) =>
	JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
