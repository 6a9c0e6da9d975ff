/** The set-up view is a file of its own, which is loaded when somebody opens it. */

import { useEffect, useState } from 'preact/hooks';
import { Empty } from '../parts/small.js';
import { go, route, toHash } from '../state/route.js';

type Parts = typeof import('../set-up/set-up.js');

export function SetUpView() {
	const [parts, setParts] = useState<Parts>();
	const [isLost, setLost] = useState(false);
	useEffect(() => {
		import('../set-up/set-up.js').then(setParts, () => setLost(true));
	}, []);
	if (isLost) return <Empty title="The gateway does not answer">Load the page again.</Empty>;
	return parts === undefined ? null : (
		<parts.SetUp id={route.value.id} choose={(target) => go(toHash('set-up', {}, target))} />
	);
}
