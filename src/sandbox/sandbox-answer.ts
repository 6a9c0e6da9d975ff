/** One HTTP answer of the sandbox, before it is written to the socket. */
export interface SandboxAnswer {
	readonly status: number;
	/** The body, before it becomes JSON. */
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}
