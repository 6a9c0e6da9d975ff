/** An intake whose clock the test moves, and its results. */

import type { AnalyticsEvent } from '../../src/destination/contract/analytics-event.js';
import type { ConversionEventDraft } from '../../src/destination/contract/conversion-event.js';
import {
	createIntake,
	type Ports,
	type Profiles,
	parseSettings,
	withDefaultPorts,
} from '../../src/destination/pipeline.js';
import { sha256 } from '../../src/destination/primitives/sha256.js';
import { createMemoryProfiles } from '../../src/destination/profile/memory-profiles.js';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { NOW_MS } from '../deliver/delivery-builders.js';

export const userKey = (userId: string) => `u:${sha256(userId)}`;
export const anonymousKey = (anonymousId: string) => `a:${sha256(anonymousId)}`;
export const EMAIL = 'jane@example.com';
export const PAGE = { url: 'https://shop.example/shoes', title: 'Shoes' };

let count = 0;

/** An event of any call at NOW_MS; a page view unless it says otherwise. */
export function anEvent(fields: Partial<AnalyticsEvent> & Record<string, unknown> = {}): AnalyticsEvent {
	return { type: 'page', messageId: `e${++count}`, timestamp: new Date(NOW_MS).toISOString(), ...fields };
}

/** The part of a context that carries a click. */
export function clicked(oppref: string, more: object = {}) {
	return { context: { providers: { openAI: { oppref } }, page: PAGE, ...more } };
}

/** An intake with its own store, whose calls are counted. */
export function anIntake(settings: SettingsInput = {}, ports: Partial<Ports> = {}) {
	const clock = { nowMs: NOW_MS };
	const nowMs = () => clock.nowMs;
	const store = aWatchedStore(createMemoryProfiles({ nowMs }));
	const intake = createIntake(parseSettings(settings), withDefaultPorts({ nowMs, profiles: store.profiles, ...ports }));
	/** The draft of each event; `undefined` for those that are not sent. */
	const take = async (...events: unknown[]): Promise<(ConversionEventDraft | undefined)[]> => {
		const admissions = await intake(events);
		return admissions.map(({ item }) => (item === undefined ? undefined : JSON.parse(item.json)));
	};
	/** The result of a single event. */
	const takeOne = async (event: unknown) => (await take(event))[0];
	return { intake, take, takeOne, clock, ...store };
}

function aWatchedStore(inner: Profiles) {
	const calls: (readonly [name: keyof Profiles, argument: unknown])[] = [];
	const profiles: Profiles = {
		get: (keys) => {
			calls.push(['get', keys]);
			return inner.get(keys);
		},
		merge: (entries) => {
			calls.push(['merge', entries]);
			return inner.merge(entries);
		},
		forget: (keys) => {
			calls.push(['forget', keys]);
			return inner.forget(keys);
		},
	};
	return { profiles, calls, inner };
}
