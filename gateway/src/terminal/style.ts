/** Colours of a terminal, unless nobody wants them. Marks are ASCII, so that they say the same without colour. */

/** `ok` accepted, `--` skipped, `no` discarded, `!!` needs a look, `..` waits. */
export type Mark = 'ok' | '--' | 'no' | '!!' | '..';

export interface Style {
	mark(mark: Mark): string;
	dim(text: string): string;
	bold(text: string): string;
}

const CODES: Readonly<Record<Mark, number>> = { ok: 32, '--': 90, no: 31, '!!': 33, '..': 36 };

const paint = (code: number, text: string) => (text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`);

export const PLAIN: Style = { mark: (mark) => mark, dim: (text) => text, bold: (text) => text };
export const COLOURED: Style = {
	mark: (mark) => paint(CODES[mark], mark),
	dim: (text) => paint(90, text),
	bold: (text) => paint(1, text),
};

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

/** Colour on a terminal, unless NO_COLOR is set to anything (no-color.org) or the terminal is `dumb`. */
export function styleOf({ isTTY }: Pick<Terminal, 'isTTY'>, environment: NodeJS.ProcessEnv): Style {
	return isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb' ? COLOURED : PLAIN;
}

const [MIN_WIDTH, WIDTH, MAX_WIDTH] = [40, 80, 120];

/** That of the terminal, at most 120; 80 for what is none. */
export function widthOf({ isTTY, columns }: Terminal): number {
	return isTTY && columns > 0 ? Math.max(MIN_WIDTH, Math.min(columns, MAX_WIDTH)) : WIDTH;
}
