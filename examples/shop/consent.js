/** The banner: it keeps the visitor's answer, as yours does. Three states: yes, no, not asked yet. */

const consent = {
	/** `undefined` until the visitor has answered: then the click stays in this page's memory, and goes nowhere. */
	isGiven: () => ({ yes: true, no: false })[localStorage.getItem('shop-consent')],
	answer(isGiven) {
		localStorage.setItem('shop-consent', isGiven ? 'yes' : 'no');
		if (isGiven) click.grant();
		else click.withdraw();
		// The plugin sends nothing itself: the answer travels with the next event, so that servers forget this visitor at once.
		analytics.track('Consent Preference Updated');
		consent.show();
	},
	show() {
		const isGiven = consent.isGiven();
		document.querySelector('#banner').hidden = isGiven !== undefined;
		document.querySelector('#answer').textContent = { true: 'given', false: 'refused' }[isGiven] ?? 'not asked yet';
		document.querySelector('#withdraw').hidden = isGiven !== true;
		document.querySelector('#grant').hidden = isGiven !== false;
	},
};

document.querySelector('#yes').onclick = () => consent.answer(true);
document.querySelector('#no').onclick = () => consent.answer(false);
document.querySelector('#withdraw').onclick = () => consent.answer(false);
document.querySelector('#grant').onclick = () => consent.answer(true);

/** Another person at another machine: no click, no answer, no name. */
document.querySelector('#stranger').onclick = async () => {
	click.withdraw();
	await analytics.reset();
	localStorage.clear();
	sessionStorage.clear();
	location.assign('/');
};
