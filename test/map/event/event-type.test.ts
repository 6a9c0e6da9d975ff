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

describe('mapEvent, spellings of event names', () => {
	const spellings: readonly (readonly [type: string, names: readonly string[]])[] = [
		['order_created', ['order_completed', 'OrderCompleted', 'order-completed', 'Order.Completed', 'ORDER COMPLETED']],
		[
			'order_created',
			['Completed Order', 'completed_order', 'CompletedOrder', 'order_created', 'purchase', 'Purchase'],
		],
		['contents_viewed', ['Viewed Product', 'product_viewed', 'view_item', 'View Item']],
		['items_added', ['Added Product', 'productAdded', 'add_to_cart', 'Add to Cart', 'AddToCart']],
		['checkout_started', ['Started Checkout', 'checkout-started', 'begin_checkout']],
		['app_opened', ['Opened Application', 'applicationOpened']],
		['app_installed', ['installed_application']],
		['lead_created', ['generate_lead', 'Lead Created', 'lead-generated']],
		['registration_completed', ['sign_up', 'Sign Up', 'signup', 'signed_up']],
		['trial_started', ['trialStarted']],
	];
	for (const [type, names] of spellings) {
		for (const event of names) {
			it(`makes ${type} of ${event}`, () => {
				expect(targetOf(aTrackEvent({ event }))).to.equal(type);
			});
		}
	}

	// RudderStack's Shopify source sends Order Created beside Order Completed: each order would count twice.
	const others = [
		'Order Created',
		'Created Account',
		'Order',
		'Order Completed 2',
		'Product Added to Wishlist',
		'Order/Completed',
		'-',
		'',
	];
	for (const event of [...others, `Order Completed${' '.repeat(200)}`]) {
		it(`does not map ${JSON.stringify(event).slice(0, 40)}`, () => {
			expect(targetOf(aTrackEvent({ event }))).to.equal('skipped: event_not_mapped');
		});
	}

	for (const event of ['Order Refunded', 'Refunded Order', 'order_cancelled', 'Canceled Order']) {
		it(`never maps ${event} on its own account, but a row does`, () => {
			const eventMapping = [{ from: 'Order Refunded', to: 'lead_created' as const }];
			const other = event.startsWith('Order R') ? 'lead_created' : 'skipped: event_not_mapped';

			expect(targetOf(aTrackEvent({ event }), { unmappedEvents: 'custom' })).to.equal('skipped: event_not_mapped');
			expect(targetOf(aTrackEvent({ event }), { eventMapping })).to.equal(other);
		});
	}
});
