/** The cart. It outlives a reload; what is stored is read as if a stranger had written it. */

const cart = {
	/** `[product_id, quantity]` pairs. */
	lines: new Map(readLines()),
	items: () =>
		PRODUCTS.filter(({ product_id }) => cart.lines.has(product_id)).map((product) => ({
			...toItem(product),
			quantity: cart.lines.get(product.product_id),
		})),
	total: () => cart.items().reduce((sum, { price, quantity }) => sum + price * quantity, 0),
	count: () => cart.items().reduce((sum, { quantity }) => sum + quantity, 0),
	set(productId, quantity) {
		if (quantity > 0) cart.lines.set(productId, quantity);
		else cart.lines.delete(productId);
		sessionStorage.setItem('shop-cart', JSON.stringify([...cart.lines]));
	},
	clear() {
		cart.lines.clear();
		sessionStorage.removeItem('shop-cart');
	},
};

function readLines() {
	try {
		const lines = JSON.parse(sessionStorage.getItem('shop-cart') ?? '[]');
		const isLine = (line) => Array.isArray(line) && Number.isInteger(line[1]) && line[1] > 0 && line[1] < 100;
		return lines.filter(isLine);
	} catch {
		return [];
	}
}
