/** The form where one signs in: the token goes out once, and what comes back is a cookie that no script can read. */

import './state/theme.js';
import { postJson } from './state/api.js';
import { reopen, wasReopened } from './state/reopen.js';
import { toText } from './state/to-text.js';

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T; // All are in sign-in.html.
const token = find<HTMLInputElement>('token');
const problem = find('problem');

find<HTMLFormElement>('sign-in').addEventListener('submit', (event) => {
	event.preventDefault();
	void signIn();
});
token.focus();
void openIfKnown();

async function signIn(): Promise<void> {
	problem.textContent = '';
	try {
		await postJson('/api/sign-in', { token: token.value });
		reopen();
	} catch (error) {
		problem.textContent = toText(error);
		token.select();
	}
}

/** A link on another site brings no cookie, though there is one: a call of this page's own does. */
async function openIfKnown(): Promise<void> {
	if (wasReopened) return;
	const answer = await fetch('/', { method: 'HEAD' }).catch(() => undefined);
	if (answer?.ok) reopen();
}
