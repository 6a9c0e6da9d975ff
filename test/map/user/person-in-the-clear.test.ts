import { expect } from 'chai';
import { anOrderBy, anOrderIn, aTrackEvent, mapped, notedPaths } from '../../builders.js';

describe('mapEvent, places', () => {
	const rows: readonly (readonly [address: object, user: object])[] = [
		[
			{ city: ' San Francisco ', state: 'CA', postalCode: '94107-1234', country: 'usa' },
			{ cities: ['San Francisco'], regions: ['CA'], postal_codes: ['94107-1234'], countries: ['US'] },
		],
		[
			{ region: 'Bayern', postal_code: 'SW1A 1AA' },
			{ regions: ['Bayern'], postal_codes: ['SW1A 1AA'] },
		],
		[{ zip: 94107 }, { postal_codes: ['94107'] }],
		[{ city: 'x'.repeat(128) }, { cities: ['x'.repeat(128)] }],
	];
	for (const [address, user] of rows) {
		it(`sends ${JSON.stringify(address).slice(0, 60)}`, () => {
			expect(mapped(anOrderBy({ address })).user).to.deep.equal(user);
		});
	}

	it('reads plural and flat traits too', () => {
		const traits = { cities: ['Berlin', 'Bonn', 'Berlin'], countries: ['DE'], postalCodes: ['10115'], state: 'BE' };

		expect(mapped(anOrderBy(traits)).user).to.deep.equal({
			...{ regions: ['BE'], cities: ['Berlin', 'Bonn'], postal_codes: ['10115'], countries: ['DE'] },
		});
	});

	const bad: readonly (readonly [field: string, address: object])[] = [
		['user.city', { city: 'x'.repeat(129) }],
		['user.city', { city: 5 }],
		['user.region', { state: ' ' }],
		['user.postal_code', { postalCode: '10115_Berlin' }],
		['user.postal_code', { postalCode: 'x'.repeat(33) }],
		['user.postal_code', { postalCode: '１０１１５' }],
		['user.country', { country: 'Narnia' }],
	];
	for (const [field, address] of bad) {
		it(`drops ${JSON.stringify(address).slice(0, 40)} with a note`, () => {
			const event = anOrderBy({ address });

			expect(mapped(event)).not.to.have.property('user');
			expect(notedPaths(event)).to.deep.equal([field]);
		});
	}
});

describe('mapEvent, ip addresses', () => {
	const sent: readonly (readonly [ip: string, sent: string])[] = [
		['203.0.113.7', '203.0.113.7'],
		[' 203.0.113.7 ', '203.0.113.7'],
		['2001:db8::7', '2001:db8::7'],
		['172.15.0.1', '172.15.0.1'],
		['172.32.0.1', '172.32.0.1'],
		['100.128.0.1', '100.128.0.1'],
		['::ffff:203.0.113.7', '203.0.113.7'],
		['::FFFF:cb00:7107', '203.0.113.7'],
		['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
		['64:ff9b::203.0.113.7', '203.0.113.7'],
	];
	for (const [ip, expected] of sent) {
		it(`sends ${ip} as ${expected}`, () => {
			expect(mapped(anOrderIn({ ip })).user.ip_address).to.equal(expected);
		});
	}

	const dropped = [
		...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '127.0.0.1', '127.9.9.9', '172.16.0.1', '172.31.255.255'],
		...['192.168.0.1', '169.254.1.1', '100.64.0.1', '100.127.255.255'],
		...['::', '::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0000', '::0001', '0::1'],
		...['fc00::1', 'fd12:3456:789a::1', 'FD00::1', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
		...[
			'::ffff:10.0.0.1',
			'::ffff:a00:1',
			'::FFFF:192.168.1.1',
			'0:0:0:0:0:ffff:7f00:1',
			'::ffff:127.0.0.1',
			'::10.0.0.1',
		],
		...['64:ff9b::10.0.0.1', '64:ff9b::a00:1', '::ffff:0:0'],
		...[
			'999.1.1.1',
			'010.0.0.1',
			'127.1',
			'2130706433',
			'1.2.3',
			'1.2.3.4.5',
			'203.0.113.7:443',
			'203.0.113.7, 10.0.0.1',
		],
		...['[2001:db8::1]', '2001:db8::1::2', '', 'localhost', 5, true, {}, []],
	];
	for (const ip of dropped) {
		it(`drops ${JSON.stringify(ip)}`, () => {
			expect(mapped(anOrderIn({ ip }))).not.to.have.property('user');
		});
	}

	it('notes a text that is not an address', () => {
		expect(notedPaths(anOrderIn({ ip: '999.1.1.1' }))).to.deep.equal(['user.ip_address']);
	});

	it('takes request_ip for web calls only, where it is the visitor and not a backend', () => {
		const event = (channel: string) => aTrackEvent({ channel, request_ip: '203.0.113.9' });

		expect(mapped(event('web')).user).to.deep.equal({ ip_address: '203.0.113.9' });
		expect(mapped(event('server'))).not.to.have.property('user');
		expect(mapped(event('mobile'))).not.to.have.property('user');
	});

	it("prefers the event's own context.ip to request_ip", () => {
		const event = { ...anOrderIn({ ip: '203.0.113.7' }), channel: 'web', request_ip: '203.0.113.9' };

		expect(mapped(event).user.ip_address).to.equal('203.0.113.7');
	});
});

describe('mapEvent, user agents', () => {
	const people = [
		'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15',
		'okhttp/4.12.0',
		'Dalvik/2.1.0 (Linux; U; Android 15)',
		'Shop/1 CFNetwork/1568.100.1 Darwin/24.0.0',
		'Opera/9.80',
	];
	for (const userAgent of people) {
		it(`sends ${userAgent}`, () => {
			expect(mapped(anOrderIn({ userAgent })).user).to.deep.equal({ user_agent: userAgent });
		});
	}

	const others = [
		...[
			'axios/1.7.2',
			'analytics-node/3.0.13',
			'analytics-node-next/latest',
			'analytics-python/2.3',
			'curl/8.5.0',
			'Wget/1.21',
		],
		...[
			'node-fetch/1.0',
			'node',
			'undici',
			'got (https://github.com/sindresorhus/got)',
			'python-requests/2.32',
			'Python-urllib/3.12',
		],
		...[
			'Go-http-client/2.0',
			'Java/17.0.1',
			'Apache-HttpClient/4.5',
			'Ruby',
			'Faraday v2.9',
			'PHP/8.3',
			'GuzzleHttp/7',
		],
		...['WordPress/6.8; https://shop.example', 'RestSharp/112.1.0', 'http.rb/5.2.0', 'Amazon CloudFront'],
		...['', ' ', 5, {}, 'x'.repeat(5000)],
	];
	for (const userAgent of others) {
		it(`drops ${JSON.stringify(userAgent).slice(0, 50)}, and sends the event`, () => {
			// A server's SDK: a library that visits a page by itself is a bot.
			const event = anOrderIn({ userAgent, library: { name: '@segment/analytics-node' } });

			expect(mapped(event)).not.to.have.property('user');
		});
	}
});

describe('mapEvent, addresses that shops send', () => {
	const berlin = { city: 'Berlin', province_code: 'BE', postal_code: '10115', country: 'DE' };
	const user = { regions: ['BE'], cities: ['Berlin'], postal_codes: ['10115'], countries: ['DE'] };
	for (const key of ['billing_address', 'billingAddress', 'shipping_address', 'shippingAddress']) {
		it(`are read from ${key}, in traits and in the context's`, () => {
			expect(mapped(anOrderBy({ [key]: berlin })).user).to.deep.equal(user);
			expect(mapped(aTrackEvent({ traits: { [key]: berlin } })).user).to.deep.equal(user);
		});
	}

	it("come after the person's own place, and once", () => {
		const traits = { city: 'Bonn', billing_address: berlin, shipping_address: berlin };

		expect(mapped(anOrderBy(traits)).user.cities).to.deep.equal(['Bonn', 'Berlin']);
	});

	it('may have a country code', () => {
		expect(mapped(anOrderBy({ countryCode: 'gb' })).user.countries).to.deep.equal(['GB']);
		expect(mapped(anOrderBy({ address: { country_code: 'FR' } })).user.countries).to.deep.equal(['FR']);
	});
});

describe('mapEvent, names run together', () => {
	it('are hashed like all others', () => {
		const user = mapped(anOrderBy({ firstname: 'Jane', lastname: 'Doe' })).user;

		expect(user).to.have.all.keys('first_names_sha256', 'last_names_sha256');
	});

	it('are not made of a full name', () => {
		expect(mapped(anOrderBy({ name: 'Jane Doe' }))).not.to.have.property('user');
	});
});
