/** Polls until the condition holds. @throws with `what` after `timeoutMs` */
export async function until(
	what: string,
	condition: () => boolean | Promise<boolean>,
	timeoutMs = 30_000,
): Promise<void> {
	const deadlineMs = Date.now() + timeoutMs;
	while (!(await condition())) {
		if (Date.now() > deadlineMs) throw new Error(`Waited too long until ${what}.`);
		await new Promise((wake) => setTimeout(wake, 10));
	}
}
