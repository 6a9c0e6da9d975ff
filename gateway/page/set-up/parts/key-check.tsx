/** The button that has the keys checked, what it does, and what was found. */

import key from 'lucide:key-round';
import { Findings } from '../../parts/finding.js';
import { Icon } from '../../parts/icon.js';
import { gateway } from '../../state/gateway.js';
import { checked } from '../check.js';
import { askForKeys, checkable, isAsking, keyAnswer } from '../key-check.js';
import { KEY_CHECK } from '../words.js';

export function KeyCheck() {
	const count = Object.keys(checkable.value).length;
	const hindrance = findHindrance(count);
	const found = keyAnswer.value;
	return (
		<section class="su-check" aria-labelledby="h-key-check">
			<header>
				<h3 class="grow" id="h-key-check">
					{gateway.sandbox ? KEY_CHECK.sandboxTitle : KEY_CHECK.title}
				</h3>
				<button
					type="button"
					class="btn sm"
					disabled={hindrance !== '' || isAsking.value}
					aria-describedby="su-check-what"
					onClick={() => void askForKeys()}
				>
					<Icon name={key} />
					{isAsking.value ? 'Checking…' : count > 1 ? `Check ${count} keys` : 'Check the key'}
				</button>
			</header>
			<p class="muted" id="su-check-what">
				{gateway.sandbox ? KEY_CHECK.sandbox : KEY_CHECK.live} {hindrance}
			</p>
			<div role="status">
				{found?.trouble !== undefined && <p class="su-bad">{found.trouble}</p>}
				{found?.trouble === undefined && found !== undefined && <Findings of={found.findings} />}
			</div>
		</section>
	);
}

/** Why a key is not sent from here, or not yet. */
function findHindrance(count: number): string {
	if (!gateway.actions) return KEY_CHECK.readOnly;
	if (!isSecureContext) return KEY_CHECK.unencrypted;
	if (count === 0) return KEY_CHECK.missing;
	const isWrong = (checked.value?.problems ?? []).some(({ at }) => /\.(?:apiKey|pixelId)$/.test(at));
	return isWrong ? KEY_CHECK.wrong : '';
}
