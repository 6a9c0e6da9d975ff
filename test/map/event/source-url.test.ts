import { expect } from 'chai';
import { anOrder, aPageEvent, aTrackEvent, mapped, notedPaths } from '../../builders.js';

/** The `source_url` of a page view with this URL and these settings. */
function urlOf(url: unknown, sourceUrl = {}): unknown {
	return mapped(aPageEvent({ context: { page: { url } } }), { sourceUrl }).source_url;
}

const HOST = 'https://shop.example';

describe('mapEvent, source_url', () => {
	const cut: readonly (readonly [url: string, sent: string])[] = [
		[`${HOST}/thanks?token=s3cret&order=1#top`, `${HOST}/thanks`],
		[HOST, HOST],
		[`${HOST}/`, `${HOST}/`],
		[`${HOST}?a=1`, HOST],
		[`${HOST}#/cart`, HOST],
		[`${HOST}/#/cart?email=jane@shop.example`, `${HOST}/`],
		['http://shop.example:8080/a/b.html', 'http://shop.example:8080/a/b.html'],
		[` ${HOST}/a `, `${HOST}/a`],
		['https://jane:pw@shop.example/a', `${HOST}/a`],
		[`${HOST}/u/jane@shop.example/orders`, `${HOST}/u/_/orders`],
		[`${HOST}/u/jane%40shop.example/orders?x`, `${HOST}/u/_/orders`],
		[`${HOST}/caf%C3%A9/ü`, `${HOST}/caf%C3%A9/ü`],
		['https://münchen.example/a', 'https://münchen.example/a'],
		['https://[2001:db8::1]:8443/a', 'https://[2001:db8::1]:8443/a'],
		['//shop.example/a', `${HOST}/a`],
		[`${HOST}/${'a'.repeat(5000)}`, `${HOST}/`],
	];
	for (const [url, sent] of cut) {
		it(`is ${sent} for ${url.slice(0, 60)}`, () => {
			expect(urlOf(url)).to.equal(sent);
		});
	}

	const useless = [
		...[
			'/thanks',
			'thanks',
			'?a=1',
			'',
			' ',
			'javascript:alert(1)',
			'file:///etc/passwd',
			'data:text/html,x',
			'about:blank',
		],
		...[
			'blob:https://shop.example/1',
			'chrome-extension://abc/x',
			'android-app://com.shop',
			'shop://open',
			'mailto:a@b.de',
		],
		...[
			'https://',
			'https:///a',
			'http://?x',
			'https://a b/',
			'https://a:b:c/',
			'http://[1:2]/',
			'http://[1.2.3.4]/',
			'https://a\0b/',
		],
		...[5, true, {}, ['https://shop.example/']],
	];
	for (const url of useless) {
		it(`is left out, with a note, and the event is sent as \`other\`, for ${JSON.stringify(url)}`, () => {
			const event = aPageEvent({ context: { page: { url } } });

			const sent = mapped(event);

			expect(sent).not.to.have.property('source_url');
			expect(sent.action_source).to.equal('other');
			expect(notedPaths(event)).to.include.members(['source_url', 'action_source']);
		});
	}

	it('is read from properties.source_url, context.page.url, properties.url, in this order', () => {
		const context = { page: { url: `${HOST}/page` } };
		const urls = { source_url: `${HOST}/source`, url: `${HOST}/properties` };

		expect(mapped(aTrackEvent({ context, properties: urls })).source_url).to.equal(`${HOST}/source`);
		expect(mapped(aTrackEvent({ context, properties: { url: urls.url } })).source_url).to.equal(`${HOST}/page`);
		expect(mapped(aTrackEvent({ context: {}, properties: { url: urls.url } })).source_url).to.equal(
			`${HOST}/properties`,
		);
	});

	it('passes a bad one on to the next', () => {
		const event = aTrackEvent({ context: { page: { url: '/thanks' } }, properties: { url: `${HOST}/thanks` } });

		expect(mapped(event)).to.include({ source_url: `${HOST}/thanks`, action_source: 'web' });
	});

	it('is resolved against canonicalOrigin when it is relative', () => {
		expect(urlOf('/thanks?x=1', { canonicalOrigin: HOST })).to.equal(`${HOST}/thanks`);
		expect(urlOf('thanks', { canonicalOrigin: HOST })).to.equal(`${HOST}/thanks`);
		expect(urlOf('javascript:alert(1)', { canonicalOrigin: HOST })).to.equal(undefined);
		expect(urlOf('https://other.example/a', { canonicalOrigin: HOST })).to.equal('https://other.example/a');
	});

	it('keeps the parameters of keepQuery and no others', () => {
		const keepQuery = ['product', 'lang'];

		expect(urlOf(`${HOST}/p?token=1&product=a%26b&lang=de&productx=2#x`, { keepQuery })).to.equal(
			`${HOST}/p?product=a%26b&lang=de`,
		);
		expect(urlOf(`${HOST}/p?token=1`, { keepQuery })).to.equal(`${HOST}/p`);
	});

	it('is the fallback for a web event without a usable one, cut like any other', () => {
		const fallback = `${HOST}/shop?utm=1`;

		expect(urlOf(undefined, { fallback })).to.equal(`${HOST}/shop`);
		expect(urlOf('/thanks', { fallback })).to.equal(`${HOST}/shop`);
		expect(urlOf(`${HOST}/own`, { fallback })).to.equal(`${HOST}/own`);
	});
});

describe('mapEvent, action_source', () => {
	const phone = { os: { name: 'iOS' }, device: { type: 'ios' } };
	const rows: readonly (readonly [claim: string, fields: object, expected: string])[] = [
		['is web by default', {}, 'web'],
		['is what the event says', { properties: { action_source: 'physical_store' } }, 'physical_store'],
		['is what the event says in any case', { properties: { action_source: ' Email ' } }, 'email'],
		['is mobile_app for a phone without a page, by os.name', { context: { os: { name: 'Android' } } }, 'mobile_app'],
		[
			'is mobile_app for a phone without a page, by device.type',
			{ context: { device: { type: 'ios' } } },
			'mobile_app',
		],
		[
			'is mobile_app for os.name "iPhone OS", as Segment writes it',
			{ context: { os: { name: 'iPhone OS' } } },
			'mobile_app',
		],
		['is web for a phone with a page', { context: { ...phone, page: { url: HOST } } }, 'web'],
		['is not mobile_app because of context.app', { context: { app: { name: 'Shop' }, page: { url: HOST } } }, 'web'],
		['is not mobile_app for a desktop', { context: { os: { name: 'Windows' } } }, 'other'],
		['is the setting for an unknown word', { properties: { action_source: 'tv' } }, 'web'],
		['is the setting for a number', { properties: { action_source: 1 } }, 'web'],
		[
			'is always mobile_app for app events',
			{ event: 'Application Opened', properties: { action_source: 'web' } },
			'mobile_app',
		],
	];
	for (const [claim, fields, expected] of rows) {
		it(claim, () => {
			expect(mapped(aTrackEvent({ ...fields })).action_source).to.equal(expected);
		});
	}

	it('notes an unknown word', () => {
		expect(notedPaths(anOrder({ action_source: 'tv' }))).to.deep.equal(['action_source']);
	});

	it('is the setting defaultActionSource, for phones too', () => {
		const settings = { defaultActionSource: 'physical_store' } as const;

		expect(mapped(aTrackEvent({ context: phone }), settings).action_source).to.equal('physical_store');
		expect(mapped(anOrder({ action_source: 'web' }), settings).action_source).to.equal('web');
	});
});
