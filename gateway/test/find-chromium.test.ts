import { expect } from 'chai';
import { findChromium } from './find-chromium.js';

describe('findChromium', () => {
	it('tries CHROMIUM_PATH before the usual places', () => {
		expect(findChromium(false, { CHROMIUM_PATH: '/opt/chromium' }, () => true)).to.equal('/opt/chromium');
		expect(findChromium(false, {}, (place) => place.endsWith('google-chrome'))).to.equal('/usr/bin/google-chrome');
	});

	it('prefers the headless build, unless all of the browser is needed', () => {
		expect([false, true].map((isWhole) => findChromium(isWhole, {}, () => true))).to.deep.equal([
			'/usr/bin/chromium-headless-shell',
			'/usr/bin/chromium',
		]);
	});

	it('says what to install if there is no Chromium', () => {
		expect(() => findChromium(false, {}, () => false)).to.throw(/apt-get install chromium.*CHROMIUM_PATH/);
		expect(() => findChromium(false, { CHROMIUM_PATH: '/nowhere' }, (place) => place !== '/nowhere')).to.throw(
			'/nowhere',
		);
	});
});
