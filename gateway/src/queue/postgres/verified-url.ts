/** What the URL says of TLS, in words that the driver will not read otherwise one day. */

/** The driver takes these as `verify-full`, warns that a later version will not, and would check less then. */
const TO_VERIFY = /^(prefer|require|verify-ca)$/;

/**
 * The same URL with `sslmode=verify-full` where the driver would check the certificate anyway; one that asks for libpq's meaning with
 * `uselibpqcompat` is left as it is.
 *
 *   toVerifiedUrl('postgres://db/shop?sslmode=require') // 'postgres://db/shop?sslmode=verify-full'
 */
export function toVerifiedUrl(url: string): string {
	if (!URL.canParse(url)) return url;
	const parsed = new URL(url);
	const parameters = parsed.searchParams;
	if (parameters.has('uselibpqcompat') || !TO_VERIFY.test(parameters.get('sslmode') ?? '')) return url;
	parameters.set('sslmode', 'verify-full');
	return parsed.href;
}
