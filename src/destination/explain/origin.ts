/** Where one field came from, and by which rule. */

import { type Rule, ruleOf, SOURCE_RULES } from './rule-words.js';

export interface Origin {
	readonly from: string;
	readonly rule: string;
}

/** For what neither the event nor a setting gave. */
export const ASSUMED = 'assumed';

/** A path of the event. */
export function fromPath(path: string, field: string, rule: Rule = ruleOf(field)): Origin {
	return { from: path, rule: rule.sentence };
}

export function fromProfile(): Origin {
	return { from: 'profile', rule: SOURCE_RULES.profile.sentence };
}

export function fromSetting(name: string): Origin {
	return { from: `settings.${name}`, rule: SOURCE_RULES.setting.sentence };
}
