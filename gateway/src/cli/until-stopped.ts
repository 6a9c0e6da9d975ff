/** Waits for the signals that ask a process to end. */

/** Resolves at the first SIGTERM or SIGINT. A second one ends the process at once. */
export function untilStopped(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		let isStopping = false;
		const stop = (signal: NodeJS.Signals) => {
			if (isStopping) process.exit(130);
			isStopping = true;
			resolve(signal);
		};
		process.on('SIGTERM', stop);
		process.on('SIGINT', stop);
	});
}
