/** Values of a difference, as far as they may be shown: what names nobody whole, of the rest how long it is. */

const SHOWN =
	/^(?:type|action_source|opt_out|timestamp_ms|custom_event_name|data\.(?:type|amount|currency)|data\.contents\[\]\.(?:amount|currency|quantity|content_type))$/;
/** Of one value. Our choice. */
const MAX_LENGTH = 16;

export function showValue(path: string, value: unknown): string {
	if (value === undefined) return '-';
	if (Array.isArray(value) && SHOWN.test(path))
		return value
			.map((member) => showOne(member))
			.slice(0, 3)
			.join('+');
	if (Array.isArray(value)) return value.length === 1 ? '1 value' : `${value.length} values`;
	if (SHOWN.test(path)) return showOne(value);
	return typeof value === 'string' ? `${value.length} characters` : `a ${typeof value}`;
}

/** Whatever another sender put there: a number, or a short word. */
function showOne(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const text = String(value);
	return /^[A-Za-z_-]+$/.test(text) && text.length <= MAX_LENGTH ? text : `${text.length} characters`;
}
