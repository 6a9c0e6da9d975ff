/** Which texts are URLs of a service. */

/** http or https, without user, password, query and fragment: none of those would be used. */
export function isPlainUrl(text: string): boolean {
	return text.length <= 2000 && /^https?:\/\/[^/?#\s@]+(\/[^?#\s]*)?$/.test(text) && URL.canParse(text);
}
