/** Waits for the signals that ask a process to end. */

/**
 * Resolves at the first SIGTERM or SIGINT. A second one ends the process at once.
 *
 * @param onHangup what SIGHUP does. On a terminal it ends the process like SIGTERM: the terminal was closed
 */
export function untilStopped(onHangup?: () => void): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		let isStopping = false;
		const stop = (signal: NodeJS.Signals) => {
			if (isStopping) process.exit(130);
			isStopping = true;
			resolve(signal);
		};
		process.on('SIGTERM', stop);
		process.on('SIGINT', stop);
		if (onHangup !== undefined) process.on('SIGHUP', isOnTerminal() ? stop : onHangup);
	});
}

function isOnTerminal(): boolean {
	return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}
