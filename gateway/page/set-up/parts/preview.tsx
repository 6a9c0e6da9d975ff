/** A text to copy or to download. What is shown of it holds no key; what is copied does. */

import download from 'lucide:download';
import { Icon } from '../../parts/icon.js';
import { copy } from '../../state/toast.js';

export function Preview(props: {
	title: string;
	/** With keys hidden. */
	shown: string;
	/** Made when it is wanted, so that it is nowhere until then. */
	make(): string;
	fileName: string;
	/** Why it can't be used yet. */
	hindrance?: string | undefined;
}) {
	const { title, shown, make, fileName, hindrance } = props;
	const isOff = hindrance !== undefined;
	return (
		<section class="su-text" aria-label={title}>
			<header>
				<h3 class="grow">{title}</h3>
				<button type="button" class="btn sm" disabled={isOff} onClick={() => void copy(make(), `${title}: copied.`)}>
					<Icon name="copy" />
					Copy
				</button>
				<button type="button" class="btn sm" disabled={isOff} onClick={() => save(make(), fileName)}>
					<Icon name={download} />
					Download
				</button>
			</header>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
			<pre tabIndex={0}>{shown}</pre>
			{isOff && <p class="muted">{hindrance}</p>}
		</section>
	);
}

/** By an address of this page's memory, which is gone a moment later. */
function save(text: string, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
