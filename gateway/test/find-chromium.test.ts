import { expect } from 'chai';
import { findChromium } from './find-chromium.js';

describe('findChromium', () => {
	it('tries CHROMIUM_PATH before the usual places', () => {
		expect(findChromium({ CHROMIUM_PATH: '/opt/chromium' }, () => true)).to.equal('/opt/chromium');
		expect(findChromium({}, (place) => place.endsWith('google-chrome'))).to.equal('/usr/bin/google-chrome');
	});

	it('says what to install if there is no Chromium', () => {
		expect(() => findChromium({}, () => false)).to.throw(/apt-get install chromium-headless-shell.*CHROMIUM_PATH/);
		expect(() => findChromium({ CHROMIUM_PATH: '/nowhere' }, (place) => place !== '/nowhere')).to.throw('/nowhere');
	});
});
