/** What this gateway has handed out and not settled, by pixel: only the owner of a pixel hands its events out, so it need not be written down. */

export class UnderWay {
	readonly #keys = new Map<string, Set<string>>();

	of(pixelId: string): Set<string> {
		const known = this.#keys.get(pixelId);
		if (known !== undefined) return known;
		const keys = new Set<string>();
		this.#keys.set(pixelId, keys);
		return keys;
	}

	/** Another owner hands them out again. */
	clear(pixelId: string): void {
		this.#keys.delete(pixelId);
	}

	all(): readonly string[] {
		return [...this.#keys.values()].flatMap((keys) => [...keys]);
	}
}
