/** The keys of the page. */

import { Dialog } from '../parts/dialog.js';
import { isHelpOpen } from '../state/keys.js';
import { SHORTCUTS } from '../words.js';

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
