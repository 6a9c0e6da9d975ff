/** The head of a table: one word for each column. */

export interface Column {
	readonly title: string;
	/** Its cells are numbers, and stand on the right. */
	readonly isNumber?: boolean;
	/** What exactly is counted. */
	readonly rule?: string;
	/** Read by screen readers alone. */
	readonly isUnseen?: boolean;
}

export const number = (title: string, rule?: string): Column => ({
	title,
	isNumber: true,
	...(rule === undefined ? {} : { rule }),
});

export function TableHead({ columns }: { columns: readonly (string | Column)[] }) {
	return (
		<thead>
			<tr>
				{columns.map((column) => {
					const { title, isNumber, rule, isUnseen }: Column = typeof column === 'string' ? { title: column } : column;
					return (
						<th scope="col" key={title} class={isNumber ? 'num' : undefined} title={rule}>
							{isUnseen ? <span class="sr">{title}</span> : title}
						</th>
					);
				})}
			</tr>
		</thead>
	);
}
