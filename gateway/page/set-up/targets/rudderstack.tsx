/** The destination in a user's workspaceConfig.json: the file, the source, the difference, the new file. */

import type { Addition } from '../../../src/rudderstack/plan-addition.js';
import { fileWarnings, showAddition } from '../../../src/rudderstack/show-addition.js';
import { Words } from '../../parts/small.js';
import { checked, form } from '../check.js';
import { Problems } from '../parts/field.js';
import { Preview } from '../parts/preview.js';
import { hide, reveal } from '../secrets.js';
import { fileProblem, open, openFile, plan, source, workspace } from '../workspace.js';

/** Of a file that came without a name. */
const NAME = 'workspaceConfig.json';

export function RudderStackFile() {
	return (
		<>
			<ChooseFile />
			{workspace.value !== undefined && <ChooseSource />}
			<Difference />
		</>
	);
}

function ChooseFile() {
	const file = workspace.value;
	const example = () => open(NAME, `${JSON.stringify(form.value?.rudderstack.example, null, 2)}\n`);
	return (
		<div class="su-file">
			<label class="su-l" for="su-file">
				Your workspaceConfig.json
			</label>
			<input
				id="su-file"
				type="file"
				accept=".json,application/json"
				aria-describedby="su-file-e"
				onChange={({ currentTarget }) => void openFile(currentTarget.files?.[0])}
			/>
			<p class="su-or">
				<label for="su-paste">or paste it:</label>
				<textarea
					id="su-paste"
					class="su-c"
					rows={1}
					aria-describedby="su-file-e"
					autoComplete="off"
					spellcheck={false}
					onPaste={(event) => {
						event.preventDefault(); // It never comes into the document.
						open(NAME, event.clipboardData?.getData('text') ?? '');
					}}
					onBlur={({ currentTarget }) => {
						const text = currentTarget.value;
						currentTarget.value = '';
						if (text.trim() !== '') open(NAME, text);
					}}
				/>
				<button type="button" class="btn sm" onClick={example}>
					I have none yet
				</button>
			</p>
			<Problems id="su-file-e" messages={fileProblem.value === '' ? [] : [fileProblem.value]} />
			{file !== undefined && (
				<p class="muted">
					{file.file}: {file.text.length.toLocaleString('en')} characters, kept in this page alone.
				</p>
			)}
		</div>
	);
}

function ChooseSource() {
	const sources = workspace.value?.workspace.sources ?? [];
	return (
		<div class="su-file">
			<label class="su-l" for="su-source">
				Source whose events are sent
			</label>
			<select
				id="su-source"
				class="su-c"
				value={source.value}
				onChange={({ currentTarget }) => (source.value = currentTarget.value)}
			>
				<option value="">Choose one</option>
				{sources.map(({ id, name }) => (
					<option key={id} value={id}>
						{name} ({id})
					</option>
				))}
			</select>
		</div>
	);
}

function Difference() {
	const planned = plan.value;
	if (planned === undefined) return <p class="muted pad">Choose the file and the source to see the difference.</p>;
	if ('problem' in planned) return <p class="muted pad">{planned.problem}</p>;
	const { addition } = planned;
	const name = workspace.value?.file ?? NAME;
	const lines = showAddition(name, addition);
	if (addition.action === 'none') return <p class="pad">{lines.join(' ')}</p>;
	const { text } = addition.insertion;
	return (
		<>
			<Preview
				title={`What is added to ${name}`}
				shown={hide(lines.join('\n'))}
				make={() => reveal(text)}
				fileName={name}
				hindrance={findHindrance(addition)}
			/>
			<ul class="su-warn">
				{findWarnings(addition).map((line) => (
					<li key={line}>
						<Words text={line} />
					</li>
				))}
			</ul>
		</>
	);
}

function findWarnings(addition: Addition): string[] {
	const { text = '' } = workspace.value ?? {};
	const own = text.includes('REPLACE-WITH') ? ['Replace what begins with `REPLACE-WITH` in the file.'] : [];
	return [...fileWarnings(addition), ...own];
}

function findHindrance({ action }: Addition): string | undefined {
	const { problems = [], missing = [] } = checked.value ?? {};
	if (action === 'share') return undefined;
	if (problems.length > 0) return 'Correct what is wrong first.';
	return missing.length > 0 ? 'Fill in what is missing first.' : undefined;
}
