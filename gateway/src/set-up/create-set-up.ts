/** The set-up view's side in the gateway: draws up the form, and checks what was filled in, and keys where somebody asks for it. Keeps nothing of it. */

import type { UnknownRecord } from 'openai-ads-destination/internal';
import type { Finding } from '../doctor/finding.js';
import { checkDraft } from './check-draft.js';
import { checkKeys, type KeyAnswer, type KeyPorts } from './check-keys.js';
import { describeForm, type SetUpForm } from './describe-form.js';
import { type Draft, readDraft } from './draft.js';
import { examineDraft } from './examine-draft.js';
import { readTypedKeys } from './read-typed-keys.js';
import { type FieldValue, toSegmentForm } from './to-segment-form.js';
import { type Placed, toVariables } from './to-variables.js';

export interface SetUpAnswer {
	/** A line for each mistake, its place first. */
	readonly problems: readonly string[];
	/** A line for each thing without which no event reaches OpenAI. */
	readonly missing: readonly string[];
	/** Of `openai-ads doctor`, as far as it goes without the key. */
	readonly findings: readonly Finding[];
	/** For the targets `file` and `environment`. */
	readonly placed?: Placed;
	/** For the target `segment`: field to what to enter. */
	readonly fields?: Readonly<Record<string, FieldValue>>;
}

export interface SetUp {
	form(): SetUpForm;
	/** @throws HttpError for a body that no form sends */
	check(body: UnknownRecord): Promise<SetUpAnswer>;
	/** @throws HttpError for a body that no form sends, and for a key that can't be one */
	checkKeys(body: UnknownRecord): Promise<KeyAnswer>;
}

export function createSetUp(ports: KeyPorts): SetUp {
	let form: SetUpForm | undefined;
	return {
		form: () => {
			form ??= describeForm();
			return form;
		},
		check: async (body) => {
			const draft = readDraft(body);
			const { problems, missing, configuration } = checkDraft(draft);
			if (configuration === undefined) return { problems, missing, findings: [] };
			return { problems, missing, findings: await examineDraft(configuration), ...toTarget(draft) };
		},
		checkKeys: async (body) => checkKeys(readTypedKeys(body), ports),
	};
}

function toTarget(draft: Draft): Pick<SetUpAnswer, 'placed' | 'fields'> {
	switch (draft.target) {
		case 'rudderstack':
			return {};
		case 'segment':
			return { fields: toSegmentForm(draft.destination) };
		case 'file':
			return { placed: toVariables(draft, true) };
		case 'environment':
			return { placed: toVariables(draft, false) };
	}
}
