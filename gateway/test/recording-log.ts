/** A log that remembers its lines. */

export interface LogLine {
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	readonly fields: Readonly<Record<string, unknown>>;
	readonly message: string;
}

export function createRecordingLog() {
	const lines: LogLine[] = [];
	const record = (level: LogLine['level']) => (fields: unknown, message?: string) => {
		lines.push({ level, fields: fields as LogLine['fields'], message: message ?? '' });
	};
	return { lines, debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
}
