/** The set-up view: where the settings go, the settings, and the text at the end. A file of its own, loaded when it is opened. */

import css from 'style:./set-up.css';
import { useEffect } from 'preact/hooks';
import { TARGETS, type Target } from '../../src/set-up/target.js';
import { gateway } from '../state/gateway.js';
import { form, loadForm, startChecking, target, trouble } from './check.js';
import { forgetKeys } from './draft.js';
import { FormGroups } from './form-groups.js';
import { Result } from './result.js';
import { PRIVATE, TARGET } from './words.js';
import { close, startFor } from './workspace.js';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** @param id of the target, as the address has it. @param choose goes to the address of another */
export function SetUp({ id, choose }: { id: string | undefined; choose(target: Target): void }) {
	const wanted = TARGETS.find((each) => each === id) ?? 'rudderstack';
	useEffect(() => {
		void loadForm();
		const stop = startChecking();
		return () => {
			stop();
			forgetKeys();
			close();
		};
	}, []);
	const isReady = form.value !== undefined;
	useEffect(() => {
		target.value = wanted;
		if (isReady) startFor(wanted === 'rudderstack');
	}, [wanted, isReady]);
	return (
		<div class="su">
			<div class="head">
				<h1>Set up</h1>
				{gateway.sandbox && <span class="muted">This is a sandbox: what you set up here is for the real thing.</span>}
			</div>
			<Targets wanted={wanted} choose={choose} />
			<p class="su-private muted">{PRIVATE}</p>
			{trouble.value !== '' && (
				<p role="alert" class="su-bad">
					{trouble.value}
				</p>
			)}
			{isReady && (
				<div class="su-two">
					<FormGroups wanted={wanted} />
					<Result wanted={wanted} />
				</div>
			)}
		</div>
	);
}

function Targets({ wanted, choose }: { wanted: Target; choose(target: Target): void }) {
	return (
		<fieldset class="su-targets">
			<legend>Where do your settings go?</legend>
			{TARGETS.map((each) => (
				<label key={each}>
					<input type="radio" name="su-target" value={each} checked={each === wanted} onChange={() => choose(each)} />
					<span>
						<b>{TARGET[each][0]}</b>
						<small>{TARGET[each][1]}</small>
					</span>
				</label>
			))}
		</fieldset>
	);
}
