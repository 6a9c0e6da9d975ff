/** What to enter in Segment, field by field, in the order of its form. */

import { CopyButton } from '../../parts/small.js';
import { checked, form } from '../check.js';
import { toEntry } from '../texts.js';

export function SegmentFields() {
	const fields = checked.value?.fields;
	if (fields === undefined || form.value === undefined) return null;
	const filled = form.value.segment.filter(({ name, sensitive }) => sensitive || fields[name] !== undefined);
	return (
		<>
			<dl class="su-seg" aria-label="Fields of the function">
				{filled.map(({ name, label, type }) => {
					const value = fields[name];
					const text = value === undefined ? undefined : toEntry(value);
					return (
						<div key={name}>
							<dt>
								{label} <code>{name}</code>
							</dt>
							<dd>
								{text === undefined ? (
									<span class="muted">your key: type it into Segment alone</span>
								) : (
									<>
										<span class="su-v">{text}</span>
										{type !== 'BOOLEAN' && type !== 'TEXT_MAP' && <CopyButton text={text} />}
									</>
								)}
							</dd>
						</div>
					);
				})}
			</dl>
			<p class="muted pad">Leave every other field blank.</p>
		</>
	);
}
