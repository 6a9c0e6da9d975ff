/** A dialog of the browser's own: it keeps the focus, and Esc closes it. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export function Dialog({ title, onClose, children }: { title: string; onClose(): void; children: ComponentChildren }) {
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	return (
		<dialog ref={dialog} aria-labelledby="h-dialog" onClose={onClose}>
			<h2 id="h-dialog">{title}</h2>
			{children}
		</dialog>
	);
}
