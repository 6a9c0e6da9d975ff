/** Invented events, one row for each name of `openai-ads trigger`, as an SDK would send them; `doctor` tries the same. The person is example.com's. */

export interface ExampleEvent {
	readonly type: 'track' | 'page' | 'identify';
	readonly event?: string;
	readonly properties?: Readonly<Record<string, unknown>>;
	/** Sent by a server: no page, no click, no browser. */
	readonly isFromServer?: true;
}

const PRODUCT = { product_id: 'example-shoe', name: 'Running Shoe', price: 129.99, quantity: 1 };
const MONEY = { total: 129.99, currency: 'USD' };
const CART = { ...PRODUCT, currency: 'USD' };
const ORDER = { ...MONEY, products: [PRODUCT] };
const PLAN = { plan_id: 'example-plan' };

export const EXAMPLE_EMAIL = 'jane@example.com';
/** Of an event that has no row: whatever it is mapped to finds something. */
export const EXAMPLE_PROPERTIES = { ...ORDER, ...CART, ...PLAN, value: 129.99 };

const track = (event: string, properties: ExampleEvent['properties'] = {}): ExampleEvent => ({
	type: 'track',
	event,
	properties,
});

/** The last event of a row is the one whose fate is told. */
export const EXAMPLES = {
	page: [{ type: 'page', properties: { title: 'Shoes' } }],
	product: [track('Product Viewed', CART)],
	cart: [track('Product Added', CART)],
	checkout: [track('Checkout Started', ORDER)],
	order: [track('Order Completed', ORDER)],
	signup: [track('Signed Up')],
	lead: [track('Lead Generated', { value: 20, currency: 'USD' })],
	trial: [track('Trial Started', PLAN)],
	subscription: [track('Subscription Started', { ...PLAN, value: 9.99, currency: 'USD' })],
	appointment: [track('Appointment Scheduled')],
	'app-install': [track('Application Installed')],
	'app-open': [track('Application Opened')],
	identify: [{ type: 'identify' }],
	visit: [
		{ type: 'page', properties: { title: 'Shoes' } },
		{ type: 'identify' },
		{ ...track('Order Completed', ORDER), isFromServer: true },
	],
} as const satisfies Readonly<Record<string, readonly ExampleEvent[]>>;

export type ExampleName = keyof typeof EXAMPLES;

/** For `--list`. */
export const DESCRIPTIONS: Readonly<Record<ExampleName, string>> = {
	page: 'a page view, with an ad click',
	product: 'Product Viewed',
	cart: 'Product Added',
	checkout: 'Checkout Started',
	order: 'Order Completed, 129.99 USD, with an ad click',
	signup: 'Signed Up',
	lead: 'Lead Generated',
	trial: 'Trial Started',
	subscription: 'Subscription Started',
	appointment: 'Appointment Scheduled',
	'app-install': 'Application Installed',
	'app-open': 'Application Opened',
	identify: 'what is known of a person',
	visit: "a landing with a click, identify, then a server's order without it",
};
