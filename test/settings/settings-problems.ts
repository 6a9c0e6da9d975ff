import { expect } from 'chai';
import { parseSettings } from '../../src/destination/settings/settings.js';
import { SettingsError } from '../../src/destination/settings/settings-error.js';

/** The lines of the error that these settings throw; none if they are accepted. */
export function problemsOf(settings: unknown): readonly string[] {
	try {
		parseSettings(settings);
		return [];
	} catch (error) {
		if (!(error instanceof SettingsError)) throw error;
		expect(error.message).to.equal(error.problems.join('\n'));
		return error.problems;
	}
}
