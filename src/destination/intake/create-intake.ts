import type { Ports } from '../ports.js';
import type { Settings } from '../settings.js';
import type { Intake } from './intake.js';

export function createIntake(_settings: Settings, _ports: Ports): Intake {
	throw new Error('being written');
}
