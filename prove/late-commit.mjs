/** Loaded before a gateway, makes it one that is broken: it writes to the disk 30 ms after it has answered. The proof must notice. */

import { createRequire } from 'node:module';

const LATE_MS = 30;
const { prototype } = createRequire(new URL('../gateway/package.json', import.meta.url))('libsql');
const { exec } = prototype;
let commit;

prototype.exec = function (sql) {
	if (sql === 'COMMIT') {
		const write = () => {
			clearTimeout(timer);
			commit = undefined;
			exec.call(this, 'COMMIT');
		};
		const timer = setTimeout(write, LATE_MS);
		commit = write;
		return this;
	}
	commit?.();
	return exec.call(this, sql);
};
