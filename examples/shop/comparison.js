/** What the browser sent beside what OpenAI received of it, with the click marked in both. Your shop does not need it. */

/**
 * @param sent      the event as the SDK handed it on
 * @param received  the body of the request that a sandbox got, masked; undefined if there was none
 */
function compare(sent, received) {
	const both = element('div', '', 'both');
	both.append(
		toSide('The browser sent', trim(sent), sent.context.providers?.openAI?.oppref, 'context.providers.openAI.oppref'),
	);
	if (received === undefined) return both;
	const event = received.events?.[0] ?? received;
	both.append(toSide('OpenAI received, masked here', event, event.oppref, 'oppref'));
	return both;
}

/** The click first, and without what a browser says of itself: page, screen, language, campaign. */
function trim({ type, event, messageId, anonymousId, userId, properties, traits, context }) {
	const { providers, ...others } = context;
	const rest = Object.keys(others).length === 0 ? {} : { '…': Object.keys(others).join(', ') };
	return { type, event, context: { providers, ...rest }, messageId, anonymousId, userId, properties, traits };
}

function toSide(title, event, click, path) {
	const side = element('figure', '');
	const caption = element('figcaption', '');
	const where = element('span', click === undefined ? 'no ad click in it' : `the click is in \`${path}\``, 'quiet');
	caption.append(element('b', title), withCode(where));
	side.append(caption, withClick(JSON.stringify(event, null, 2)));
	return side;
}

function withClick(json) {
	const text = element('pre', '');
	for (const line of json.split('\n')) {
		const said = line.trimStart();
		text.append(
			line.slice(0, line.length - said.length),
			said.startsWith('"oppref":') ? element('mark', said) : said,
			'\n',
		);
	}
	return text;
}
