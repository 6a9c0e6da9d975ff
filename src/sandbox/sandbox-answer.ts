/** One HTTP answer of the sandbox, before it is written to the socket. */
export interface SandboxAnswer {
	readonly status: number;
	/** The body, before it becomes JSON; `undefined` for none. */
	readonly body: unknown;
	/** Set if the answer does not come from OpenAI, but from the firewall before it: this plain text, and none of OpenAI's headers. */
	readonly firewallText?: string;
	readonly headers?: Readonly<Record<string, string>>;
}
