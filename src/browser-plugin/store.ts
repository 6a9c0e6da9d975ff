/** Where the click is kept: a first-party cookie and localStorage, in memory if neither works. The newest one counts. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import { type Click, formatClick, parseClick } from './click.js';
import { domains, readCookie, widestDomain, writeCookie } from './cookies.js';
import type { BrowserOptions } from './options.js';
import { quietly } from './quietly.js';

const SECONDS_A_DAY = 86_400;

export interface ClickStore {
	/** The newest click that is not too old, wherever it is kept. A host's localStorage may be staler than the domain's cookie. */
	read(jar: string): Click | undefined;
	/** Keeps the click everywhere. */
	write(click: Click): void;
	/** Removes every trace, on this host and all its parents. */
	erase(jar: string): void;
	/** From now on memory is the only place. */
	forgo(): void;
}

export function createStore(options: BrowserOptions): ClickStore {
	let memory: Click | undefined;
	let domain: string | undefined;
	let isProbed: boolean | undefined;
	let isForgone: boolean | undefined;

	const lifetime = () => (options.lifetimeDays! > 0 ? options.lifetimeDays! : 30) * SECONDS_A_DAY;
	const local = () => localStorage;

	return {
		read(jar) {
			const texts = [...readCookie(jar, STORE_KEY), quietly(() => local().getItem(STORE_KEY))];
			const [newest] = [...texts.map((text) => quietly(() => parseClick(text))), memory]
				// Either way: a clock that was once wrong must not keep a click forever.
				.filter((click): click is Click => !!click && Math.abs(Date.now() - click.last) < lifetime() * 1000)
				.sort((a, b) => b.first - a.first || b.last - a.last);
			// What is kept elsewhere is not kept here too: if another tab erases it, it is gone.
			if (newest !== memory) memory = undefined;
			return newest;
		},
		write(click) {
			memory = click;
			if (isForgone || options.persist === false) return;
			const text = formatClick(click);
			quietly(() => {
				local().setItem(STORE_KEY, text);
				memory = undefined;
			});
			quietly(() => {
				if (!isProbed) domain = widestDomain();
				isProbed = true;
				writeCookie(STORE_KEY, text, lifetime(), domain);
			});
		},
		forgo() {
			isForgone = true;
		},
		erase(jar) {
			memory = undefined;
			quietly(() => local().removeItem(STORE_KEY));
			if (jar.includes(`${STORE_KEY}=`)) {
				quietly(() => ['', ...domains()].forEach((parent) => writeCookie(STORE_KEY, '', 0, parent)));
			}
		},
	};
}
