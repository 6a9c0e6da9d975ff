/** A small text with its status, as it is answered. */
export interface TextAnswer {
	readonly status: number;
	readonly contentType: string;
	readonly body: string;
}
