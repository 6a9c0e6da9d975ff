/** The panel: what the browser sent, what OpenAI received of it, and why it counts or not. Your shop does not need it. */

const POLL_MS = 700;
const MAX_POLLS = 30;
/** After so many, the gateway knows nothing of an event because the visitor said no. */
const FORGOTTEN_AFTER = 3;
const MAX_EVENTS = 50;
const VERDICTS = {
	attributable: 'Attributable: it carries the ad click',
	matchable: 'Matchable: no click, but a match key',
	weak: 'Weak: no click, no strong match key',
	none: 'For nobody: neither click nor match key',
};
/** A later no erases what the gateway has told of an earlier one. */
const FORGOTTEN = {
	outcome: 'skipped',
	detail: 'The visitor said no: the gateway sends nothing, and has forgotten them.',
};
const OUTCOMES = {
	skipped: 'Not sent',
	discarded: 'Refused',
	failed: 'Not delivered yet',
	waiting: 'Waiting for OpenAI',
};

const panel = {
	/** What became of an order, beside its thanks; nothing after a reload, which forgets it. */
	showOrder(orderId) {
		const place = document.querySelector('#fate');
		const [sent, fate] = orders.get(orderId) ?? [];
		if (place === null || sent === undefined) return;
		place.hidden = false;
		place
			.querySelector('.fate')
			.replaceWith(
				fate === undefined ? element('p', 'Asking the gateway …', 'fate') : toFate(fate, compare(sent, fate.received)),
			);
	},
	add(sent) {
		const { type, event, context } = sent;
		const { oppref, consent: answer } = context.providers?.openAI ?? {};
		const line = element('li', '');
		const click = answer === 'denied' ? 'consent: denied' : oppref === undefined ? 'no click' : `oppref ${oppref}`;
		line.append(
			element('strong', event ?? (type === 'page' ? `Page ${context.page.path}` : type)),
			element('p', click, 'sent'),
			element('p', 'Asking the gateway …', 'fate'),
		);
		line.classList.toggle('without', oppref === undefined);
		if (answer === 'denied') line.dataset.denied = 'yes';
		const list = document.querySelector('#events');
		list.prepend(line);
		while (list.children.length > MAX_EVENTS) list.lastElementChild.remove();
		document.querySelector('#click').textContent = oppref ?? 'none';
		document.querySelector('#none').hidden = true;
		document.querySelector('#sheet-count').textContent = `(${list.children.length})`;
		keep(sent);
		follow(line, sent, MAX_POLLS);
	},
};
/** By `order_id`: the event, and what became of it. */
const orders = new Map();

function keep(sent, fate) {
	const orderId = sent.event === 'Order Completed' ? sent.properties.order_id : undefined;
	if (orderId === undefined) return;
	orders.set(orderId, [sent, fate]);
	panel.showOrder(orderId);
}

/** Asks until the event's fate is known. */
async function follow(line, sent, polls) {
	if (!line.isConnected) return;
	const fate = await fetch(`/fate/${sent.messageId}`).then(
		(answer) => answer.json(),
		() => ({ outcome: 'away', detail: 'The shop does not answer.' }),
	);
	const isKnown = fate.outcome !== 'unknown';
	if (!isKnown && line.dataset.denied && polls < MAX_POLLS - FORGOTTEN_AFTER) return tell(line, sent, FORGOTTEN);
	if (isKnown) tell(line, sent, fate);
	if (isKnown && fate.outcome !== 'waiting') return;
	if (polls > 0) setTimeout(() => follow(line, sent, polls - 1), POLL_MS);
	else if (!isKnown) line.querySelector('.fate').textContent = 'The gateway knows nothing of it yet.';
}

function tell(line, sent, fate) {
	const details = element('details', '');
	details.append(element('summary', 'Sent and received'), compare(sent, fate.received));
	line.querySelector('.fate').replaceWith(toFate(fate, details));
	keep(sent, fate);
}

/** @param shown what stands below why it counts or not */
function toFate({ outcome, reason, verdict, detail, type, reasons = [] }, shown) {
	const fate = element('div', '', 'fate');
	const isSent = outcome === 'accepted';
	const why = reason === undefined ? '' : `: ${reason.replaceAll('_', ' ')}`;
	const ended = outcome === 'away' ? detail : OUTCOMES[outcome] + why;
	const title = isSent ? (VERDICTS[verdict] ?? 'Accepted') : ended;
	const badge = element('p', title, 'badge');
	badge.dataset.state = isSent ? (verdict ?? 'none') : outcome;
	fate.append(badge);
	if (type !== undefined) fate.append(element('p', `OpenAI's event: ${type}`, 'quiet'));
	if (!isSent && outcome !== 'away' && detail !== undefined) fate.append(withCode(element('p', detail, 'quiet')));
	for (const { message, cure } of reasons) {
		fate.append(withCode(element('p', message, 'why')));
		if (cure !== undefined) fate.append(withCode(element('p', cure, 'quiet')));
	}
	fate.append(shown);
	return fate;
}

/** Shows what stands between backticks as code. */
function withCode(made) {
	const parts = made.textContent.split('`');
	made.replaceChildren(...parts.map((part, index) => (index % 2 === 1 ? element('code', part) : part)));
	return made;
}

function element(tag, text, className) {
	const made = document.createElement(tag);
	made.textContent = text;
	if (className !== undefined) made.className = className;
	return made;
}

document.querySelector('#sheet').onclick = ({ currentTarget }) => {
	const isOpen = document.querySelector('aside').classList.toggle('open');
	currentTarget.setAttribute('aria-expanded', String(isOpen));
};
document.querySelector('#ad').href = `/?utm_source=chatgpt&oppref=click-${Date.now().toString(36)}%3D`;
