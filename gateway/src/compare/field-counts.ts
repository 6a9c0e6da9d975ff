/** How often each field is alike, and how it differs. */

import { showName } from 'openai-ads-destination/internal';
import type { Compared, FieldDifference } from './compare-events.js';
import { showValue } from './show-value.js';

/** Fields that are told apart. Custom events have names of their own. Our choice. */
const MAX_FIELDS = 300;
const OTHER = 'other fields';

export interface FieldCount {
	readonly path: string;
	differs: number;
	onlyOurs: number;
	onlyTheirs: number;
	/** Of the first event in which it is not alike. */
	readonly line: number;
	/** Of that event, as far as they may be shown. */
	readonly ours: string;
	readonly theirs: string;
}

export interface ReasonCount {
	readonly code: string;
	n: number;
	readonly line: number;
}

export class FieldCounts {
	readonly #fields = new Map<string, FieldCount>();
	readonly #reasons = new Map<string, ReasonCount>();
	readonly #same = new Map<string, number>();

	add(line: number, { same, differences }: Compared): void {
		for (const path of same) {
			const key = this.#key(path, this.#same);
			this.#same.set(key, (this.#same.get(key) ?? 0) + 1);
		}
		for (const difference of differences) {
			if (difference.reason === undefined) this.#count(line, difference);
			else this.#countReason(line, difference.reason);
		}
	}

	/** Those that are not alike for no reason of the table; the most frequent first. */
	list(): readonly FieldCount[] {
		const total = ({ differs, onlyOurs, onlyTheirs }: FieldCount) => differs + onlyOurs + onlyTheirs;
		return [...this.#fields.values()].sort((one, other) => total(other) - total(one));
	}

	reasons(): readonly ReasonCount[] {
		return [...this.#reasons.values()].sort((one, other) => other.n - one.n);
	}

	/** Fields that both have alike, by path. */
	same(): ReadonlyMap<string, number> {
		return this.#same;
	}

	#count(line: number, { path, kind, ours, theirs }: FieldDifference): void {
		const key = this.#key(path, this.#fields);
		const shown = { ours: showValue(path, ours), theirs: showValue(path, theirs) };
		const count = this.#fields.get(key) ?? { path: key, differs: 0, onlyOurs: 0, onlyTheirs: 0, line, ...shown };
		if (kind === 'differs') count.differs++;
		else if (kind === 'only_ours') count.onlyOurs++;
		else count.onlyTheirs++;
		this.#fields.set(key, count);
	}

	#countReason(line: number, code: string): void {
		const count = this.#reasons.get(code) ?? { code, n: 0, line };
		count.n++;
		this.#reasons.set(code, count);
	}

	/** Names of fields are another's, too. */
	#key(path: string, known: ReadonlyMap<string, unknown>): string {
		const shown = showName(path);
		return known.has(shown) || known.size < MAX_FIELDS ? shown : OTHER;
	}
}
