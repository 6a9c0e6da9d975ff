/** Why a check was not made: any of them may say these. */

export const SKIPPED = {
	not_made_settings: 'not tried, the settings have to be mended first',
	not_made_needs: 'not tried, it needs <needed>',
	not_made_gateway: 'no gateway answers on <place>',
	not_made_gateway_refused: 'the gateway on <place> refuses. <why>',
	not_made_gateway_old: 'the gateway on <place> does not tell: <why>',
	not_made_admin_off: 'the admin listener is switched off (adminPort 0)',
	not_made_no_account_key: 'needs OPENAI_ADS_API_KEY, the Advertiser key',
	not_made_account_disabled: 'not enabled for this ad account; ask your OpenAI partner manager',
	not_made_account_silent: 'no answer from the Advertiser API (<why>)',
	not_made_account_unclear: "not judged, OpenAI's answer was not understood (<why>)",
} as const;

export const TOO_LATE = 'Did not end within <seconds> s, so it was not judged.';
export const TOO_LATE_CURE = 'Run it again: openai-ads doctor --only <id>';
export const BROKE = 'Broke off with an error of its own (<why>), so it was not judged.';
