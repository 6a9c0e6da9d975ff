/** The gateway's own settings: a file, and variables. */

import { HIDDEN } from '../../../src/rudderstack/show-addition.js';
import { checked } from '../check.js';
import { Preview } from '../parts/preview.js';
import { hide, reveal } from '../secrets.js';
import { quote, toFile, toLines } from '../texts.js';

export function GatewayTexts() {
	const placed = checked.value?.placed;
	if (placed === undefined) return null;
	const lines = toLines(placed);
	const file = toFile(placed.file);
	const hasFile = Object.keys(placed.file).length > 0;
	return (
		<>
			{hasFile && (
				<Preview title="openai-ads.json" shown={hide(file)} make={() => reveal(file)} fileName="openai-ads.json" />
			)}
			{lines.length > 0 && (
				<Preview
					title="openai-ads.env"
					shown={lines.map(([name, value]) => `${name}=${quoteShown(hide(value))}`).join('\n')}
					make={() => lines.map(([name, value]) => `${name}=${quote(reveal(value, (text) => text))}\n`).join('')}
					fileName="openai-ads.env"
				/>
			)}
		</>
	);
}

/** The words in the place of a key are no value to quote. */
const quoteShown = (value: string) => (value.includes(HIDDEN) ? value : quote(value));
