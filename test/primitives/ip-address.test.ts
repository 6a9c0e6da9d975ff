import { isIP, isIPv6 } from 'node:net';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { isIpAddress, parseIpv6 } from '../../src/destination/primitives/ip-address.js';
import { runs } from '../runs.js';

const piece = fc.constantFrom(
	'',
	'0',
	'1',
	'ffff',
	'12345',
	'g',
	'::',
	':',
	'1.2.3.4',
	'256.1.1.1',
	'01.2.3.4',
	'%eth0',
	'A',
);
const address = fc.oneof(
	fc.ipV4(),
	fc.ipV6(),
	fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(':')),
	fc.array(fc.constantFrom('0', '1', '255', '256', '00', ''), { maxLength: 6 }).map((bytes) => bytes.join('.')),
	fc.string(),
);

describe('isIpAddress', () => {
	it('agrees with Node, which also accepts zones', () => {
		fc.assert(
			fc.property(address, (text) => {
				expect(isIpAddress(text), text).to.equal(isIP(text) !== 0 && !text.includes('%'));
			}),
			{ numRuns: runs(1000) },
		);
	});
});

describe('parseIpv6', () => {
	it("reads the same address as a URL's host does", () => {
		fc.assert(
			fc.property(address, (text) => {
				fc.pre(isIPv6(text) && !text.includes('%'));
				const rewritten = (parseIpv6(text) ?? []).map((group) => group.toString(16)).join(':');

				expect(new URL(`http://[${rewritten}]`).hostname).to.equal(new URL(`http://[${text}]`).hostname);
			}),
			{ numRuns: runs(500) },
		);
	});
});
