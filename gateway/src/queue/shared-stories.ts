/** What the gateways of one database tell each other of their events: masked as everywhere, in a table that a crash of the server empties. */

export interface SharedStory {
	/** Its place among the stories of its gateway. */
	readonly seq: number;
	/** Parts of the digests of its person, by which it is erased. */
	readonly marks: readonly number[];
	/** JSON. */
	readonly body: string;
}

export interface ForeignStory extends SharedStory {
	/** Which gateway's; no name for people. */
	readonly gateway: string;
}

/** All reject if the database does. */
export interface SharedStories {
	/** Other gateways are alive: without any nobody would read what is written. */
	readonly hasOthers: boolean;
	/** Takes the place of what was written of the same story before. The newest 10 000 of all gateways are kept. */
	write(stories: readonly SharedStory[]): Promise<void>;
	/** What other gateways have written since the last call, oldest first; at the first call all. Each change at least once. */
	readNew(): Promise<readonly ForeignStory[]>;
	/** Removes those of people, and has the other gateways forget theirs. @param marks as in {@link SharedStory} */
	forget(marks: readonly number[]): Promise<void>;
	/** Whom other gateways have had forgotten since the last call, as marks. */
	readForgotten(): Promise<readonly number[]>;
}
