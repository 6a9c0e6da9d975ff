/** What the shop sells, drawn by hand. */

const CURRENCY = 'EUR';
const PRODUCTS = [
	{
		product_id: 'mug',
		name: 'Breakfast mug',
		about: 'Holds 350 ml. Oatmeal body, iron glaze.',
		price: 24.5,
		hue: 18,
		body: 'M34 24h44v36q0 16-16 16H50q-16 0-16-16z M78 32q18-2 18 12t-18 14v-6q11-1 11-8t-11-6z',
		glaze: 'M34 24h44v14q-8 6-15 0t-14 2-15-1z',
		shine: 'M40 30v26',
	},
	{
		product_id: 'bowl',
		name: 'Porridge bowl',
		about: 'For one generous breakfast. Celadon glaze.',
		price: 31,
		hue: 205,
		body: 'M22 34h76q-2 42-38 42T22 34z',
		glaze: 'M22 34h76q-1 8-3 13-9 5-18 0t-19 1-18-2-15-1q-2-5-3-11z',
		shine: 'M31 40q2 15 11 24',
	},
	{
		product_id: 'vase',
		name: 'Single-stem vase',
		about: 'One stem is enough. Ash glaze.',
		price: 48,
		hue: 145,
		body: 'M52 12h16v16q18 10 14 32-2 16-22 16T38 60q-4-22 14-32z',
		glaze: 'M52 12h16v16q7 4 11 10-8 6-15 1t-13 2-9-4q4-6 10-9z',
		shine: 'M45 46q-3 9 0 16',
	},
];

const money = (amount) => new Intl.NumberFormat('en-IE', { style: 'currency', currency: CURRENCY }).format(amount);
const toItem = ({ product_id, name, price }) => ({ product_id, name, price });
