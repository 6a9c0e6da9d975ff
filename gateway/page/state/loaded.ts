/** Something read from the API for as long as a part of the page is shown, again at intervals. The last answer stays when one fails. */

import { useEffect, useState } from 'preact/hooks';
import { type ApiError, getJson } from './api.js';
import type { Query } from './route.js';

export interface Loaded<T> {
	readonly value?: T;
	readonly problem?: ApiError;
	reload(): void;
}

/** @param everyMs 0 for once */
export function useLoaded<T>(path: string, query: Query = {}, everyMs = 0): Loaded<T> {
	const asked = `${path}?${new URLSearchParams(query)}`;
	const [state, setState] = useState<{ asked: string; value?: T; problem?: ApiError }>({ asked });
	const [round, setRound] = useState(0);
	useEffect(() => {
		let isWanted = true;
		const load = () =>
			getJson<T>(path, query).then(
				(value) => isWanted && setState({ asked, value }),
				(problem: ApiError) =>
					isWanted && setState((last) => (last.asked === asked ? { ...last, problem } : { asked, problem })),
			);
		void load();
		const timer = everyMs > 0 ? setInterval(() => document.hidden || void load(), everyMs) : undefined;
		return () => {
			isWanted = false;
			clearInterval(timer);
		};
	}, [asked, everyMs, round]);
	const { value, problem } = state.asked === asked ? state : {};
	return {
		...(value === undefined ? {} : { value }),
		...(problem === undefined ? {} : { problem }),
		reload: () => setRound((last) => last + 1),
	};
}
