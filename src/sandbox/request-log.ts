/** The requests that arrived, without their keys. Bounded in number and in the size of their bodies. */

import { NewestOnly } from './newest-only.js';

/** One request as it arrived, and what became of it. The `authorization` header is never kept. */
export interface SandboxRequest {
	/** HTTP method, such as `POST`. */
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** The pixel ID in the query. */
	readonly pid: string | undefined;
	/** Unix milliseconds of the sandbox's clock. */
	readonly receivedMs: number;
	/** The status of the answer; 0 when the connection was reset instead. */
	readonly status: number;
	/** Events in the body, good or bad; 0 when there is no list of them. */
	readonly eventCount: number;
	/** Whether the body asked for a check only: `validate_only` is true. */
	readonly validateOnly: boolean;
	/** The exact text; `undefined` once newer bodies have filled the 64 million characters that are held. */
	readonly body: string | undefined;
	/** The text of the answer, at most 16 384 characters of it; `undefined` when there was none, and once the body is gone. */
	readonly answer: string | undefined;
	/** `x-request-id` of the answer; `undefined` when there was none. */
	readonly requestId: string | undefined;
}

/** Characters of body text held in all, so that a million events leave memory flat. Our choice. */
const MAX_BODY_CHARACTERS = 64_000_000;

/** What goes once newer texts have taken its place. */
interface Texts {
	body: string | undefined;
	answer: string | undefined;
}

export class RequestLog {
	readonly #requests: NewestOnly<Texts & Omit<SandboxRequest, keyof Texts>>;
	/** Requests that still hold their body, oldest first, from #firstWithBody on. */
	#withBody: Texts[] = [];
	#firstWithBody = 0;
	#bodyCharacters = 0;

	/** @param keep how many of the newest requests `list()` returns; 0 holds neither requests nor bodies */
	constructor(keep: number) {
		this.#requests = new NewestOnly(keep);
	}

	push(request: SandboxRequest): void {
		const kept = { ...request };
		const forgotten = this.#requests.push(kept);
		if (forgotten === kept) return;
		this.#withBody.push(kept);
		this.#bodyCharacters += lengthOf(kept);
		if (forgotten?.body !== undefined) this.#dropOldestBody();
		while (this.#bodyCharacters > MAX_BODY_CHARACTERS) this.#dropOldestBody();
	}

	/** The newest requests, in order of arrival. */
	list(): SandboxRequest[] {
		return this.#requests.list();
	}

	clear(): void {
		this.#requests.clear();
		this.#withBody = [];
		this.#firstWithBody = 0;
		this.#bodyCharacters = 0;
	}

	#dropOldestBody(): void {
		const oldest = this.#withBody[this.#firstWithBody++];
		if (oldest === undefined) return;
		this.#bodyCharacters -= lengthOf(oldest);
		oldest.body = undefined;
		oldest.answer = undefined;
		if (this.#firstWithBody * 2 < this.#withBody.length) return;
		this.#withBody = this.#withBody.slice(this.#firstWithBody);
		this.#firstWithBody = 0;
	}
}

function lengthOf({ body = '', answer = '' }: Texts): number {
	return body.length + answer.length;
}
