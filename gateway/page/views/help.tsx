/** The keys of the page. */

import { Dialog } from '../parts/dialog.js';
import { isHelpOpen } from '../state/keys.js';

const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
	['/', 'search'],
	['g o, g e, g q, g s', 'overview, events, queue, set-up'],
	['j, k', 'next, previous event'],
	['Enter', 'open'],
	['Esc', 'back'],
	['Space', 'pause'],
	['c', 'copy the link'],
	['y', 'copy for support: the masked story and its request id'],
	['t', 'theme'],
	['?', 'this list'],
];

export function Help() {
	const close = () => (isHelpOpen.value = false);
	return (
		<Dialog title="Keys" onClose={close}>
			<dl>
				{SHORTCUTS.map(([keys, what]) => (
					<>
						<dt>
							<kbd>{keys}</kbd>
						</dt>
						<dd>{what}</dd>
					</>
				))}
			</dl>
			<div class="acts">
				<button type="button" class="btn" onClick={close}>
					Close
				</button>
			</div>
		</Dialog>
	);
}
