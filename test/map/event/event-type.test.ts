import { expect } from 'chai';
import { aPageEvent, aScreenEvent, aTrackEvent, mapped, targetOf } from '../../builders.js';

describe('mapEvent, the default table', () => {
	const rows: readonly (readonly [name: string, type: string, dataType: string])[] = [
		['Product Viewed', 'contents_viewed', 'contents'],
		['Product Added', 'items_added', 'contents'],
		['Checkout Started', 'checkout_started', 'contents'],
		['Order Completed', 'order_created', 'contents'],
		['Signed Up', 'registration_completed', 'customer_action'],
		['Account Created', 'registration_completed', 'customer_action'],
		['Lead Generated', 'lead_created', 'customer_action'],
		['Lead Captured', 'lead_created', 'customer_action'],
		['Trial Started', 'trial_started', 'plan_enrollment'],
		['Subscription Started', 'subscription_created', 'plan_enrollment'],
		['Subscription Created', 'subscription_created', 'plan_enrollment'],
		['Appointment Scheduled', 'appointment_scheduled', 'customer_action'],
		['Meeting Booked', 'appointment_scheduled', 'customer_action'],
		['Application Installed', 'app_installed', 'customer_action'],
		['Application Opened', 'app_opened', 'customer_action'],
		...(
			[
				['page_viewed', 'contents'],
				['contents_viewed', 'contents'],
				['items_added', 'contents'],
			] as const
		).map(([t, d]) => [t, t, d] as const),
		...(
			[
				['checkout_started', 'contents'],
				['order_created', 'contents'],
				['lead_created', 'customer_action'],
			] as const
		).map(([t, d]) => [t, t, d] as const),
		...(
			[
				['registration_completed', 'customer_action'],
				['appointment_scheduled', 'customer_action'],
			] as const
		).map(([t, d]) => [t, t, d] as const),
		...(
			[
				['app_installed', 'customer_action'],
				['app_opened', 'customer_action'],
			] as const
		).map(([t, d]) => [t, t, d] as const),
		...(
			[
				['subscription_created', 'plan_enrollment'],
				['trial_started', 'plan_enrollment'],
			] as const
		).map(([t, d]) => [t, t, d] as const),
	];
	for (const [name, type, dataType] of rows) {
		it(`makes ${type} with ${dataType} of ${name}, in any case and with outer space`, () => {
			for (const event of [name, ` ${name.toUpperCase()}\t`]) {
				const { type: mappedType, data } = mapped(aTrackEvent({ event }));

				expect([mappedType, data.type]).to.deep.equal([type, dataType]);
			}
		});
	}

	it('makes page_viewed of a page call of any name', () => {
		expect(targetOf(aPageEvent())).to.equal('page_viewed');
		expect(targetOf(aPageEvent({ name: undefined }))).to.equal('page_viewed');
		expect(targetOf(aPageEvent({ name: 'Order Completed' }))).to.equal('page_viewed');
	});

	for (const event of [
		'Product List Viewed',
		'Cart Viewed',
		'Form Submitted',
		'Order Refunded',
		'Order Cancelled',
		'custom',
		'',
		' ',
		undefined,
		5,
	]) {
		it(`does not map ${JSON.stringify(event)}`, () => {
			expect(targetOf(aTrackEvent({ event }))).to.equal('skipped: event_not_mapped');
		});
	}

	it('does not map a screen', () => {
		expect(targetOf(aScreenEvent())).to.equal('skipped: event_not_mapped');
	});

	for (const [type, end] of [
		['identify', 'profile_remembered'],
		['group', 'type_not_supported'],
		['alias', 'type_not_supported'],
	]) {
		it(`skips ${type} as ${end}`, () => {
			expect(targetOf({ type, messageId: 'm1', userId: 'u1' })).to.equal(`skipped: ${end}`);
		});
	}
});
