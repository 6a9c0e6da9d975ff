/** One HTTP answer before it is written to the socket. */
export interface Answer {
	readonly status: number;
	/** What the JSON of the body says. */
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}
