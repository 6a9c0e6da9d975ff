/** Asks for the admin token, where the gateway wants one. The token is handed over once and kept nowhere in the page. */

import { useState } from 'preact/hooks';
import { postJson } from '../state/api.js';
import { loadPixels } from '../state/pixels.js';
import { openAgain } from '../state/stream.js';

export function SignIn() {
	const [problem, setProblem] = useState('');
	const submit = async (event: Event) => {
		event.preventDefault();
		const token = new FormData(event.currentTarget as HTMLFormElement).get('token');
		try {
			await postJson('/api/session', { token });
			await loadPixels();
			openAgain();
		} catch (error) {
			setProblem(error instanceof Error ? error.message : String(error));
		}
	};
	return (
		<form class="first" onSubmit={(event) => void submit(event)}>
			<h1>Sign in</h1>
			<p>Other machines can reach this page, so it asks for OPENAI_ADS_ADMIN_TOKEN. It holds for 12 hours.</p>
			<label for="token">Admin token</label>
			<input
				id="token"
				name="token"
				type="password"
				class="field"
				autoComplete="current-password"
				required
				maxLength={300}
				aria-describedby="token-problem"
			/>
			<p id="token-problem" role="alert" class="bad">
				{problem}
			</p>
			<button type="submit" class="btn primary">
				Sign in
			</button>
		</form>
	);
}
