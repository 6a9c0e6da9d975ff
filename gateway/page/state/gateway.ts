/** What the gateway wrote into the page it served: known before the first answer of the API. */

export interface Gateway {
	readonly sandbox: boolean;
	/** Where events are taken. */
	readonly url: string;
	/** Whether something may be changed here. */
	readonly actions: boolean;
	/** Whether one can sign out. */
	readonly signsIn: boolean;
}

export const gateway: Gateway = read();

function read(): Gateway {
	const nothing = { sandbox: false, url: '', actions: false, signsIn: false };
	try {
		return {
			...nothing,
			...JSON.parse(document.querySelector<HTMLMetaElement>('meta[name=gateway]')?.content ?? '{}'),
		};
	} catch {
		return nothing;
	}
}
