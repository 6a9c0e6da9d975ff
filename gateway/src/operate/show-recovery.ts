/** `openai-ads recovery`: what was carried over of a damaged file, for people and for scripts. */

import type { Operator } from './operator.js';
import type { ExitCode, Output } from './run-operation.js';

export async function showRecovery(operator: Operator, acknowledges: boolean, output: Output): Promise<ExitCode> {
	const recovery = acknowledges ? await operator.acknowledgeRecovery() : await operator.recovery();
	const { at, file, tables } = recovery;
	if (output.isJson) output.print(JSON.stringify(recovery));
	else if (at === undefined) output.print('No damaged file waits to be acknowledged.');
	else {
		output.print(`The file of the queue was damaged: on ${at} it was set aside as ${file}. Carried over:`);
		for (const { table, rows, isDamaged } of tables) {
			output.print(
				`${table.padEnd(16)}${rows.toLocaleString('en-US').padStart(12)}${isDamaged ? '  parts are missing' : ''}`,
			);
		}
		output.print(acknowledges ? 'Acknowledged: the gateway is ready.' : '--acknowledge makes the gateway ready again.');
	}
	return 0;
}
