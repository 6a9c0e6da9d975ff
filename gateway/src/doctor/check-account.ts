/** `account`: whether the ad account has this pixel, and campaigns that count what it sends. */

import type { PixelSettings } from '../settings/pixel-settings.js';
import { type EventSetting, pixelsAnswer, settingsAnswer } from './account-answers.js';
import type { AccountReader } from './account-reader.js';
import type { Visit } from './check.js';
import type { Finding } from './finding.js';
import { say } from './say.js';
import { listSentTypes, nameOf, readWeek, type SentType } from './sent-types.js';

export async function checkAccount(pixel: PixelSettings, visit: Visit): Promise<readonly Finding[]> {
	const account = visit.account as AccountReader; // The check is made only if there is one.
	const [pixels, settings, week] = await Promise.all([
		account.read({ path: '/conversions/pixels?limit=500' }, pixelsAnswer, visit.signal),
		account.read({ path: '/conversions/event_settings?limit=500' }, settingsAnswer, visit.signal),
		readWeek(pixel, visit),
	]);
	const source = pixels.data.find(({ pixel_id }) => pixel_id === pixel.destination.pixelId);
	if (source === undefined) return [say('account_other_pixel', { pixelId: pixel.destination.pixelId })];
	const sent = listSentTypes(pixel, week);
	const findings = sent.flatMap((one) => judgeType(one, settings.data, source.id) ?? []);
	if (findings.length > 0) return findings;
	const own = settings.data.filter((setting) => isOurs(setting, source.id));
	if (own.length === 0) return [say('account_nothing', {})];
	const used = own.filter(({ campaigns }) => campaigns > 0);
	return used.length > 0 ? [say('account_ok', { count: used.length })] : own.map(sayIdle);
}

const isOurs = ({ source_ids, archived }: EventSetting, source: string) => source_ids.includes(source) && !archived;

/** `undefined` if a campaign counts it. Of several settings the best one decides. */
function judgeType(sent: SentType, all: readonly EventSetting[], source: string): Finding | undefined {
	const settings = all.filter(
		({ event_type, custom_event_name }) =>
			event_type === sent.type && (custom_event_name ?? undefined) === sent.customName,
	);
	const type = nameOf(sent);
	const about = { affected: [type] };
	const live = settings.filter((setting) => isOurs(setting, source));
	if (live.some(({ campaigns }) => campaigns > 0)) return undefined;
	if (live[0] !== undefined) return sayIdle(live[0]);
	const [archived] = settings.filter((setting) => setting.archived && setting.source_ids.includes(source));
	if (archived !== undefined) return say('account_archived', { name: archived.name || type, type }, about);
	const [other] = settings.filter((setting) => !setting.archived);
	if (other !== undefined) return say('account_other_source', { name: other.name || type, type, source }, about);
	return say('account_no_setting', { type }, about);
}

function sayIdle({ name, event_type, custom_event_name }: EventSetting): Finding {
	const type = custom_event_name ?? event_type;
	const plural = type === 'order_created' ? 'orders' : 'events';
	return say('account_no_campaign', { type, name: name || type, plural }, { affected: [type] });
}
