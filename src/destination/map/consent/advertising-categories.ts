/** The names that consent tools give to advertising: the setting `consent: 'obey'` understands a denial by them. */

/**
 * As {@link isAdvertising} compares them. What is not here is about something else, or about more than advertising: analytics,
 * social media, the sale of data. docs/consent.md has this table for users. All sources read 2026-11-26.
 */
export const ADVERTISING: ReadonlySet<string> = new Set([
	// Segment (consent documentation, @segment/consent-manager 5.8), Transcend, CookieFirst, Termly, Consently, TrustArc
	'advertising',
	// CookieYes (getCkyConsent)
	'advertisement',
	// Their short forms
	'ad',
	'ads',
	// Cookiebot, Usercentrics, Osano, Complianz, WP Consent API, Shopify, CookieChimp, c15t
	'marketing',
	// OneTrust and the id of its category; BigCommerce, CookieScript
	'targeting',
	'c0004',
	// Google Consent Mode: ad_storage, ad_user_data, ad_personalization
	'adstorage',
	'aduserdata',
	'adpersonalization',
	// Ketch: targeted_advertising, behavioral_advertising
	'targetedadvertising',
	'behavioraladvertising',
	// Tealium: display_ads
	'displayads',
	// Piwik PRO
	'remarketing',
]);

/** Longer names are none of these, and are not looked at. Our choice. */
const MAX_NAME_LENGTH = 64;

/**
 * Whether a consent category is advertising by its name. Case, spaces, `_`, `-`, `.` and "cookies" at the end don't matter.
 *
 *   isAdvertising('Targeting Cookies') // true
 *   isAdvertising('ad_storage')        // true
 *   isAdvertising('cat_7f3a')          // false: an id that says nothing
 */
export function isAdvertising(name: unknown): name is string {
	if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH) return false;
	return ADVERTISING.has(name.toLowerCase().replace(/[ _.-]|cookies?$/g, ''));
}
