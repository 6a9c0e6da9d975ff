/** The shop: one page, four views. It tracks what any shop tracks. */

const $ = (selector, within = document) => within.querySelector(selector);

const VIEWS = {
	'/': () => {
		show('shelf');
		$('.shelf').append(...PRODUCTS.map(toCard));
	},
	'/cart': () => {
		if (cart.count() === 0) return show('empty');
		show('basket');
		$('.lines').append(...cart.items().map(toLine));
		$('.total output').value = money(cart.total());
	},
	'/checkout': () => {
		if (cart.count() === 0) return go('/');
		show('checkout');
		$('.lines').append(...cart.items().map(toSummary));
		$('.total output').value = money(cart.total());
		analytics.track('Checkout Started', { value: cart.total(), currency: CURRENCY, products: cart.items() });
		$('form').onsubmit = order;
	},
	'/thanks': () => {
		const last = JSON.parse(sessionStorage.getItem('shop-order') ?? 'null');
		if (last === null) return go('/');
		show('thanks');
		$('.order').textContent = last.order_id;
		$('.total output').value = money(last.total);
		panel.showOrder(last.order_id);
	},
};

function order(submitted) {
	submitted.preventDefault();
	const { email, city } = Object.fromEntries(new FormData(submitted.target));
	const order_id = `KC-${Date.now().toString(36).toUpperCase()}`;
	// Your shop knows its customers by a number of their own; an e-mail address is no id.
	analytics.identify(`customer-${email.replace(/\W/g, '-')}`, { email, address: { city } });
	analytics.track('Order Completed', { order_id, total: cart.total(), currency: CURRENCY, products: cart.items() });
	sessionStorage.setItem('shop-order', JSON.stringify({ order_id, total: cart.total() }));
	cart.clear();
	go('/thanks');
}

function add(product, button) {
	cart.set(product.product_id, (cart.lines.get(product.product_id) ?? 0) + 1);
	analytics.track('Product Added', { ...toItem(product), quantity: 1, currency: CURRENCY });
	count();
	button.classList.add('added');
	setTimeout(() => button.classList.remove('added'), 900);
}

function toCard(product) {
	const card = $('#product').content.cloneNode(true);
	card.firstElementChild.style.setProperty('--hue', product.hue);
	for (const part of ['body', 'glaze', 'shine']) $(`.${part}`, card).setAttribute('d', product[part]);
	$('h2', card).textContent = product.name;
	$('.about', card).textContent = product.about;
	$('.price', card).textContent = money(product.price);
	const button = $('button', card);
	button.setAttribute('aria-label', `Add to cart: ${product.name}`);
	button.onclick = () => add(product, button);
	return card;
}

function toSummary({ name, price, quantity }) {
	const line = element('li', '');
	line.append(element('span', `${quantity} × ${name}`), element('span', money(price * quantity)));
	return line;
}

/** A line of the cart, with a way to have one less or more. */
function toLine(item) {
	const line = toSummary(item);
	const change = (text, label, quantity) => {
		const button = element('button', text);
		button.type = 'button';
		button.setAttribute('aria-label', `${label}: ${item.name}`);
		button.onclick = () => {
			cart.set(item.product_id, quantity);
			VIEWS['/cart']();
		};
		return button;
	};
	const buttons = element('span', '', 'steps');
	buttons.append(change('−', 'One less', item.quantity - 1), change('+', 'One more', item.quantity + 1));
	line.firstElementChild.after(buttons);
	return line;
}

function show(id) {
	$('#view').replaceChildren($(`#${id}`).content.cloneNode(true));
	count();
}

function count() {
	$('#count').value = cart.count();
}

/** Navigates without reloading; after the first time `?oppref=` is gone from the address. */
function go(path) {
	history.pushState({}, '', path);
	VIEWS[path]();
	scrollTo(0, 0);
	analytics.page();
}

document.addEventListener('click', (clicked) => {
	const link = clicked.target.closest('a[href^="/"]:not(#ad)');
	if (link === null) return;
	clicked.preventDefault();
	go(link.getAttribute('href'));
});
window.addEventListener('popstate', () => (VIEWS[location.pathname] ?? VIEWS['/'])());

consent.show();
(VIEWS[location.pathname] ?? VIEWS['/'])();
analytics.page();
