/** Judges user agents, and remembers the judgement: the patterns take microseconds for each. */

import { createIsbotFromList, list } from 'isbot';
import { LRUCache } from 'lru-cache';
import { isAppStack, isCrawler, isLibrary, MAX_AGENT_LENGTH } from './agent-words.js';
import { findFamily } from './families.js';

/**
 * Who is behind a user agent.
 *
 * - `person`   a browser, or an app
 * - `library`  an HTTP library or a tool: a backend that reports a person's order, or a program that visits pages
 * - `crawler`  a program that visits pages, and says so
 */
export interface Agent {
	readonly kind: 'person' | 'library' | 'crawler';
	/** What it is called in results. Always from our own list: an event's text may hold anything. */
	readonly family: string;
}

const PERSON: Agent = { kind: 'person', family: 'a person' };
const LIBRARY: Agent = { kind: 'library', family: 'an HTTP library or a tool' };
const CRAWLER: Agent = { kind: 'crawler', family: 'a crawler' };

/**
 * Patterns of isbot that go by the form of an agent, not by a word in it. They also fit agents that apps and shops make up or
 * shorten, such as `Mozilla/5.0` or `MyShop/4.2`, and no order may be lost over that. (isbot 5.2.3)
 */
export const LEFT_OUT: ReadonlySet<string> = new Set([
	';\\s\\w+;$',
	'@[a-z][\\w-]+\\.',
	'\\(\\)',
	'\\.com\\b',
	'\\b\\w+/1\\.0;',
	'\\|',
	'^[<\\(;]',
	'^[\\w \\.\\-\\(?:\\):%]+(?:/v?\\d+(?:\\.\\d+)?(?:\\.\\d{1,10})*?)?(?:,|$)',
	'^[\\w\\-]+/[\\w]+$',
	'^[^ ]{50,}$',
	'^\\d+\\b',
	'^\\w+/[\\w\\(\\)]*$',
	'^\\w+/\\d\\.\\d\\s\\([\\w@]+\\)$',
	'^mozilla/\\d\\.\\d\\s[\\w\\.-]+$',
	'^mozilla/\\d\\.\\d\\s\\((?:compatible;)?(?:\\s?[\\w\\d-.]+[\\s/]\\d+\\.\\d+)?\\)$',
]);

const isTool = createIsbotFromList(list.filter((pattern) => !LEFT_OUT.has(pattern)));

/** A large shop sees some thousand different agents a day. Our choice: at most 5 MB. */
const MAX_REMEMBERED = 5000;

const remembered = new LRUCache<string, Agent>({ max: MAX_REMEMBERED });

/**
 * Says who is behind a user agent.
 *
 *   readAgent('Mozilla/5.0 (compatible; OAI-AdsBot/1.0; +https://openai.com/adsbot)') // a crawler, OAI-AdsBot
 *   readAgent('axios/1.13.2')                                                          // a library
 *   readAgent('okhttp/4.12.0')                                                         // a person: an Android app
 */
export function readAgent(userAgent: string): Agent {
	const agent = userAgent.slice(0, MAX_AGENT_LENGTH).trim();
	const known = remembered.get(agent);
	if (known !== undefined) return known;
	const judged = judge(agent);
	remembered.set(agent, judged);
	return judged;
}

function judge(agent: string): Agent {
	if (isAppStack(agent)) return PERSON;
	const family = findFamily(agent);
	if (family !== undefined) return { kind: 'crawler', family };
	if (isCrawler(agent)) return CRAWLER;
	// isbot's list has libraries, apps and previews beside crawlers, so on its word alone no order is left out.
	return isLibrary(agent) || isTool(agent) ? LIBRARY : PERSON;
}
