/** Loaded before a gateway, breaks the thread of its store at SIGUSR2: what it gets then it can't read, and it dies of that. */

process.on('worker', (thread) => {
	process.on('SIGUSR2', () => thread.postMessage(undefined));
});
