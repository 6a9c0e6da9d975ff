/** The shop: one page, four views, a cart in memory. It tracks what any shop tracks. */

const PRODUCTS = [
	{
		product_id: 'mug',
		name: 'Breakfast mug',
		price: 24.5,
		hue: 18,
		body: 'M34 24h44v36q0 16-16 16H50q-16 0-16-16z M78 32q18-2 18 12t-18 14v-6q11-1 11-8t-11-6z',
		glaze: 'M34 24h44v14q-8 6-15 0t-14 2-15-1z',
	},
	{
		product_id: 'bowl',
		name: 'Porridge bowl',
		price: 31,
		hue: 205,
		body: 'M22 34h76q-2 42-38 42T22 34z',
		glaze: 'M22 34h76q-1 8-3 13-9 5-18 0t-19 1-18-2-15-1q-2-5-3-11z',
	},
	{
		product_id: 'vase',
		name: 'Single-stem vase',
		price: 48,
		hue: 145,
		body: 'M52 12h16v16q18 10 14 32-2 16-22 16T38 60q-4-22 14-32z',
		glaze: 'M52 12h16v16q7 4 11 10-8 6-15 1t-13 2-9-4q4-6 10-9z',
	},
];
const CURRENCY = 'EUR';
const cart = new Map();
const $ = (selector, within = document) => within.querySelector(selector);
const money = (amount) => new Intl.NumberFormat('en-IE', { style: 'currency', currency: CURRENCY }).format(amount);
const total = () => inCart().reduce((sum, { price, quantity }) => sum + price * quantity, 0);
const inCart = () => [...cart].map(([product, quantity]) => ({ ...toItem(product), quantity }));
const toItem = ({ product_id, name, price }) => ({ product_id, name, price });

const VIEWS = {
	'/': () => {
		show('shelf');
		$('.shelf').append(...PRODUCTS.map(toCard));
	},
	'/cart': () => {
		if (cart.size === 0) return show('empty');
		show('basket');
		$('.lines').append(...inCart().map(toLine));
		$('.total output').value = money(total());
	},
	'/checkout': () => {
		if (cart.size === 0) return go('/');
		show('checkout');
		$('.total output').value = money(total());
		analytics.track('Checkout Started', { value: total(), currency: CURRENCY, products: inCart() });
		$('form').onsubmit = order;
	},
	'/thanks': () => show('thanks'),
};

function order(submitted) {
	submitted.preventDefault();
	const { email, city } = Object.fromEntries(new FormData(submitted.target));
	const order_id = `order-${Date.now()}`;
	analytics.identify(`customer-${email}`, { email, address: { city } });
	analytics.track('Order Completed', { order_id, total: total(), currency: CURRENCY, products: inCart() });
	cart.clear();
	go('/thanks');
	$('.order').textContent = order_id;
}

function add(product) {
	cart.set(product, (cart.get(product) ?? 0) + 1);
	analytics.track('Product Added', { ...toItem(product), quantity: 1, currency: CURRENCY });
	count();
}

function toCard(product) {
	const card = $('#product').content.cloneNode(true);
	card.firstElementChild.style.setProperty('--hue', product.hue);
	$('.body', card).setAttribute('d', product.body);
	$('.glaze', card).setAttribute('d', product.glaze);
	$('h3', card).textContent = product.name;
	$('.price', card).textContent = money(product.price);
	$('button', card).onclick = () => add(product);
	return card;
}

function toLine({ name, price, quantity }) {
	const line = element('li', '');
	line.append(element('span', `${quantity} × ${name}`), element('span', money(price * quantity)));
	return line;
}

function show(id) {
	$('#view').replaceChildren($(`#${id}`).content.cloneNode(true));
	count();
}

function count() {
	$('#count').value = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
}

/** Navigates without reloading; after the first time `?oppref=` is gone from the address. */
function go(path) {
	history.pushState({}, '', path);
	VIEWS[path]();
	analytics.page();
}

document.addEventListener('click', (clicked) => {
	const link = clicked.target.closest('a[href^="/"]:not(#ad)');
	if (link === null) return;
	clicked.preventDefault();
	go(link.getAttribute('href'));
});
window.addEventListener('popstate', () => (VIEWS[location.pathname] ?? VIEWS['/'])());

$('#ad').href = `/?utm_source=chatgpt&oppref=click-${Date.now().toString(36)}%3D`;
$('#withdraw').onclick = () => answer(false);
$('#grant').onclick = () => answer(true);
showAnswer();

/** What your consent banner does: it keeps the answer, and tells the plugin. */
function answer(isGiven) {
	localStorage.setItem('shop-consent', isGiven ? 'yes' : 'no');
	if (isGiven) click.grant();
	else click.withdraw();
	// The plugin sends nothing itself: the answer travels with the next event, so that servers forget this visitor at once.
	analytics.track('Consent Preference Updated');
	showAnswer();
	$('#click').textContent = 'seen with the next event';
}

function showAnswer() {
	$('#withdraw').hidden = isRefused();
	$('#grant').hidden = !isRefused();
}

(VIEWS[location.pathname] ?? VIEWS['/'])();
analytics.page();
