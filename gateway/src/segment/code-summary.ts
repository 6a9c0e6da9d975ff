/** Sums code up in one line: nobody reads eighty kilobytes without white space, but version, size and digest help. Pure. */

import { hash } from 'node:crypto';

export interface CodeSummary {
	/** Version of openai-ads-destination, from the comment at the top; absent in code that is not ours. */
	readonly version?: string;
	readonly sizeBytes: number;
	/** The first 12 hexadecimal digits that `sha256sum` prints for the file. */
	readonly sha256: string;
}

export function summarizeCode(code: string): CodeSummary {
	const version = /openai-ads-destination\D{1,20}(\d+\.\d+\.\d+[\w.-]*)/.exec(code.slice(0, 500))?.[1];
	const sizeBytes = Buffer.byteLength(code);
	return { ...(version === undefined ? {} : { version }), sizeBytes, sha256: hash('sha256', code).slice(0, 12) };
}

export function showCode({ version, sizeBytes, sha256 }: CodeSummary): string {
	return `${version === undefined ? 'no version of ours' : `version ${version}`}, ${sizeBytes} bytes, sha256 ${sha256}`;
}
