/** Variables with our prefix that nothing reads. Ignored without a word, a mistyped one would be a setting that never applies. */

import { findNearest } from 'openai-ads-destination/internal';
import { type Environment, isServiceAddress, VARIABLE_NAMES } from './environment.js';

/** OpenAI's own name for the key of its Advertiser API. Only `doctor` reads it, but setting it is no mistake. */
export const ADVERTISER_KEY = 'OPENAI_ADS_API_KEY';

/** Where `doctor` reaches that API, for tests. */
export const ADVERTISER_ENDPOINT_NAME = 'OPENAI_ADS_ADVERTISER_ENDPOINT';

const withFiles = (names: readonly string[]) => names.flatMap((name) => [name, `${name}_FILE`]);
const READ: readonly string[] = withFiles(VARIABLE_NAMES);
const KNOWN = new Set([...READ, ...withFiles([ADVERTISER_KEY, ADVERTISER_ENDPOINT_NAME])]);

/** One line for each variable that is set and unknown, with the name that was probably meant. Values are never shown. */
export function findUnknownVariables(environment: Environment): string[] {
	return listUnknownVariables(environment).map(({ problem }) => problem);
}

/** The same with their names. */
export function listUnknownVariables(environment: Environment): { readonly name: string; readonly problem: string }[] {
	return Object.entries(environment)
		.filter(([name, value]) => isOurs(name) && value?.trim() && !KNOWN.has(name))
		.filter(([name, value = '']) => !isFromKubernetes(name, value))
		.map(([name]) => ({ name, problem: `${name}: unknown variable. ${suggest(name)}` }));
}

/** Names of variables with our prefix that only tell where a Service of Kubernetes is. */
export function listServiceVariables(environment: Environment): string[] {
	return Object.entries(environment)
		.filter(([name, value = '']) => isOurs(name) && value.trim() !== '' && isFromKubernetes(name, value))
		.map(([name]) => name)
		.filter((name) => !KNOWN.has(name) || isServiceAddress(name, environment[name] ?? ''))
		.sort();
}

const isOurs = (name: string) => /^OPENAI_(ADS?|CONVERSIONS?)_/.test(name);

function suggest(name: string): string {
	const nearest = findNearest(toTail(name), READ, toTail);
	if (nearest === undefined) return '`openai-ads start --help` lists the ones that this version reads.';
	const isOtherKey = nearest.startsWith('OPENAI_CONVERSIONS_') && !name.includes('CONVERSION');
	return `Did you mean ${nearest}?${isOtherKey ? ` (${ADVERTISER_KEY} is the Advertiser API key, another one.)` : ''}`;
}

/** What tells our names apart, whichever of OpenAI's prefixes it was put behind. */
function toTail(name: string): string {
	return name.replace(/^OPENAI_(ADS?_)?(CONVERSIONS?_)?/, '');
}

/**
 * Whether it is one of those that Kubernetes puts into every pod for a Service called `openai-ads`, or `openai-ads-...`.
 *
 * @source Kubernetes' manual, Services, "Environment variables": REDIS_MASTER_PORT_6379_TCP_ADDR and its six siblings (a copy, read 2026-11-26)
 */
function isFromKubernetes(name: string, value: string): boolean {
	if (/^OPENAI_ADS_(SERVICE_.+|PORT|PORT_\d+_.+)$/.test(name)) return true;
	if (/_SERVICE_(HOST$|PORT($|_.))|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name)) return true;
	return isServiceAddress(name, value);
}
