/**
 * The rooms of both packages and what each may import, types included: the whole table, nothing is implied.
 *
 * A folder without subfolders is a room; a file beside folders is a room of its own and keeps its `.ts`. Rooms stand
 * in reading order, front to back, and import only rooms further down, so there can be no circle. A new line, or a new
 * name in a line, is a decision: the pictures in docs/architecture.md are drawn from here (`npm run docs`).
 */

export type Rooms = Readonly<Record<string, readonly string[]>>;

// biome-ignore format: one line for each room, or two if it imports many.
/** The library, `src/`. Names begin below `src/destination/`, or below `src/`. */
export const LIBRARY: Rooms = {
	// What users import
	'index.ts': ['destination.ts', 'explain', 'map/map-event.ts', 'note.ts', 'validate-event.ts', 'settings', 'ports.ts', 'profile',
		'event-result.ts', 'contract', 'primitives'],
	'pipeline.ts': ['departure', 'intake', 'deliver', 'batch', 'settings', 'ports.ts', 'profile', 'contract', 'primitives'],
	'internal.ts': ['routers/rudderstack/event-age.ts', 'routers/rudderstack/answers', 'explain', 'intake', 'map/data', 'map/event', 'deliver', 'encode-event.ts',
		'batch', 'settings', 'profile', 'attribution.ts', 'note.ts', 'contract', 'primitives'],
	'browser-plugin': ['contract'],
	'sandbox': ['validate-event.ts', 'contract', 'primitives'],

	// The hosts it plugs into
	'routers/analytics-node': ['destination.ts', 'settings', 'ports.ts', 'event-result.ts', 'note.ts', 'primitives'],
	'routers/rudderstack/index.ts': ['routers/rudderstack/handlers', 'routers/rudderstack/deliver', 'routers/rudderstack/answers',
		'routers/rudderstack/destination-name.ts'],
	'routers/rudderstack/handlers': ['routers/rudderstack/event-age.ts', 'routers/rudderstack/read-safely.ts',
		'routers/rudderstack/settings.ts', 'routers/rudderstack/answers', 'intake', 'batch', 'ports.ts', 'profile', 'primitives'],
	'routers/rudderstack/deliver': ['routers/rudderstack/event-age.ts', 'routers/rudderstack/read-safely.ts',
		'routers/rudderstack/settings.ts', 'routers/rudderstack/answers', 'deliver', 'batch', 'ports.ts', 'contract', 'primitives'],
	'routers/rudderstack/event-age.ts': ['routers/rudderstack/read-safely.ts', 'contract', 'primitives'],
	'routers/rudderstack/read-safely.ts': ['primitives'],
	'routers/rudderstack/settings.ts': ['map/compile-mapping.ts', 'map/paths', 'deliver', 'settings', 'primitives'],
	'routers/rudderstack/answers': ['routers/rudderstack/destination-name.ts', 'deliver', 'batch', 'event-result.ts', 'primitives'],
	'routers/rudderstack/destination-name.ts': [],
	'routers/segment-function/index.ts': ['routers/segment-function/handlers.ts', 'routers/segment-function/answers.ts'],
	'routers/segment-function/handlers.ts': ['routers/segment-function/send-events.ts', 'routers/segment-function/answers.ts'],
	'routers/segment-function/send-events.ts': ['routers/segment-function/answers.ts', 'routers/segment-function/settings.ts',
		'routers/segment-function/deliver.ts', 'routers/segment-function/tell-notes.ts', 'routers/segment-function/host-ports.ts',
		'intake', 'map/compile-mapping.ts', 'batch', 'event-result.ts'],
	'routers/segment-function/tell-notes.ts': ['event-result.ts', 'note.ts'],
	'routers/segment-function/answers.ts': ['event-result.ts'],
	'routers/segment-function/settings.ts': ['deliver', 'settings', 'primitives'],
	'routers/segment-function/deliver.ts': ['routers/segment-function/host-ports.ts', 'deliver', 'batch', 'event-result.ts',
		'contract'],
	'routers/segment-function/host-ports.ts': ['ports.ts', 'primitives'],
	'routers/segment-function/host': ['map/bots', 'map/paths', 'deliver', 'settings', 'ports.ts', 'profile', 'note.ts', 'contract', 'primitives'],

	// Shown
	'explain': ['intake', 'map/compile-mapping.ts', 'map/compose-event.ts', 'map/read-event.ts', 'map/user', 'map/event', 'map/data',
		'map/consent', 'map/personal-data', 'map/paths', 'map/ending.ts', 'validate-event.ts', 'settings', 'profile', 'event-result.ts',
		'attribution.ts', 'note.ts', 'contract', 'primitives'],

	// In
	'destination.ts': ['departure', 'intake', 'deliver', 'batch', 'settings', 'ports.ts', 'event-result.ts', 'contract', 'primitives'],
	// Out of the batcher: asked for once more, or held back
	'departure': ['intake', 'map/compile-mapping.ts', 'map/recall-facts.ts', 'map/user', 'map/event', 'map/bounds.ts', 'map/paths',
		'deliver', 'encode-event.ts', 'batch', 'settings', 'ports.ts', 'profile', 'event-result.ts', 'attribution.ts', 'contract',
		'primitives'],
	'intake': ['map/compile-mapping.ts', 'map/compose-event.ts', 'map/read-event.ts', 'map/user', 'map/paths', 'map/ending.ts',
		'encode-event.ts', 'validate-event.ts', 'batch', 'settings', 'ports.ts', 'profile', 'event-result.ts', 'note.ts', 'contract',
		'primitives'],

	// Mapped
	'map/map-event.ts': ['map/compile-mapping.ts', 'map/compose-event.ts', 'map/read-event.ts', 'map/ending.ts', 'map/note.ts',
		'settings', 'profile', 'contract', 'primitives'],
	'map/compile-mapping.ts': ['map/user', 'map/event', 'map/paths', 'map/personal-data', 'settings'],
	'map/compose-event.ts': ['map/read-event.ts', 'map/recall-facts.ts', 'map/user', 'map/event', 'map/data', 'map/personal-data',
		'map/bounds.ts', 'map/paths', 'map/ending.ts', 'validate-event.ts', 'profile', 'attribution.ts', 'contract', 'primitives'],
	'map/read-event.ts': ['map/facts.ts', 'map/bots', 'map/consent', 'map/event-in-progress.ts', 'map/paths', 'map/ending.ts', 'map/note.ts',
		'profile', 'contract', 'primitives'],
	'map/facts.ts': ['map/user', 'map/event', 'map/consent', 'map/event-in-progress.ts', 'map/paths', 'map/note.ts', 'profile',
		'contract', 'primitives'],
	'map/recall-facts.ts': ['map/paths', 'profile'],
	'map/user': ['map/event', 'map/bots', 'map/consent', 'map/event-in-progress.ts', 'map/paths', 'map/personal-data', 'map/note.ts',
		'settings', 'profile', 'contract', 'primitives'],
	'map/event': ['map/event-in-progress.ts', 'map/paths', 'map/personal-data', 'map/note.ts', 'settings', 'profile', 'attribution.ts',
		'contract', 'primitives'],
	'map/data': ['map/event-in-progress.ts', 'map/paths', 'map/unusable.ts', 'map/note.ts', 'settings', 'contract', 'primitives'],
	'map/bounds.ts': ['map/paths', 'map/note.ts', 'contract', 'primitives'],
	'map/bots': ['contract', 'primitives'],
	'map/consent': ['contract', 'primitives'],
	'map/event-in-progress.ts': ['map/paths', 'map/note.ts', 'contract'],
	'map/paths': ['map/unusable.ts', 'map/note.ts', 'settings', 'contract', 'primitives'],
	'map/personal-data': ['map/note.ts', 'contract', 'primitives'],
	'map/unusable.ts': ['map/note.ts', 'settings'],
	'map/ending.ts': ['event-result.ts'],
	'map/note.ts': ['note.ts'],

	// Validated
	'encode-event.ts': ['validate-event.ts', 'contract', 'primitives'],
	'validate-event.ts': ['contract', 'primitives'],

	// Delivered, from a batch
	'deliver': ['batch', 'settings', 'ports.ts', 'event-result.ts', 'contract', 'primitives'],
	'batch': ['attribution.ts', 'profile', 'event-result.ts', 'note.ts', 'contract'],

	// What the rooms above share
	'settings': ['contract', 'primitives'],
	'ports.ts': ['profile', 'event-result.ts', 'primitives'],
	'profile': ['primitives'],
	'attribution.ts': ['event-result.ts'],
	'event-result.ts': ['note.ts', 'contract'],
	'note.ts': [],
	'contract': ['primitives'],
	'primitives': [],
};

// biome-ignore format: one line for each room, or two if it imports many.
/** The gateway, `gateway/src/`. What it uses of the library comes from the published entries: laws.test.ts. */
export const GATEWAY: Rooms = {
	// The command
	'cli': ['set-up', 'explain', 'compare', 'send', 'segment', 'rudderstack', 'migrate', 'doctor', 'tail', 'trigger', 'examples', 'terminal', 'gateway.ts', 'operate', 'outbound.ts', 'queue/open-store.ts', 'queue/move', 'settings', 'queue/queue.ts',
		'queue/queue-errors.ts', 'listen.ts', 'log.ts', 'read-version.ts', 'start-error.ts'],
	'set-up': ['segment', 'rudderstack', 'doctor', 'http', 'settings'],
	'compare': ['send', 'start-error.ts', 'terminal'],
	'explain': ['send', 'terminal'],
	'send': ['outbound.ts', 'settings', 'start-error.ts'],
	'segment': ['settings', 'installed-file.ts', 'one-line.ts', 'start-error.ts'],
	'migrate': ['rudderstack', 'one-line.ts', 'start-error.ts'],
	'rudderstack': ['settings', 'installed-file.ts', 'one-line.ts', 'start-error.ts'],

	'trigger': ['examples', 'tail', 'terminal', 'operate', 'outbound.ts', 'one-line.ts', 'start-error.ts'],
	'tail': ['terminal', 'operate', 'doctor'],
	'doctor': ['examples', 'operate', 'settings', 'terminal', 'disk-space.ts', 'one-line.ts', 'read-version.ts', 'start-error.ts'],
	'examples': [],

	// Composition
	'gateway.ts': ['reload.ts', 'switch-app.ts', 'end-lost.ts', 'open-listeners.ts', 'connections.ts', 'create-app.ts', 'http', 'pixels', 'accept', 'worker',
		'metrics', 'operate', 'stories', 'watch-alerts.ts', 'chores.ts', 'queue/open-store.ts', 'settings', 'queue/store.ts', 'queue/queue.ts', 'read-version.ts'],
	'open-listeners.ts': ['connections.ts', 'admin-service.ts', 'transformer-service.ts', 'http', 'pixels', 'operate', 'metrics',
		'stories', 'inspector', 'alerts', 'settings', 'queue/store.ts', 'disk-space.ts', 'listen.ts'],
	'reload.ts': ['create-app.ts', 'http', 'pixels', 'settings', 'switch-app.ts'],
	'connections.ts': ['log.ts'],
	'switch-app.ts': [],
	'end-lost.ts': [],
	'watch-alerts.ts': ['alerts', 'pixels', 'queue/queue.ts', 'queue/store.ts', 'settings', 'log.ts'],
	'admin-service.ts': ['inspector', 'measure-pixels.ts', 'metrics', 'operate', 'stories', 'alerts', 'queue/store.ts', 'settings', 'listen.ts'],
	'transformer-service.ts': ['create-app.ts', 'protocols/rudderstack', 'http', 'queue/forget-waiting.ts', 'queue/store.ts',
		'settings', 'listen.ts'],
	'measure-pixels.ts': ['metrics', 'operate', 'queue/store.ts'],
	'create-app.ts': ['protocols/sdk', 'protocols/webhooks', 'protocols/rudderstack', 'http'],

	// Seen and steered
	'inspector': ['http', 'operate', 'stories', 'alerts', 'queue/counts.ts', 'queue/dead-letters.ts'],

	'alerts': ['stories', 'operate', 'settings', 'queue/alert-store.ts', 'queue/counts.ts', 'queue/dead-letters.ts', 'queue/queue.ts',
		'queue/store.ts', 'log.ts', 'minute-count.ts'],

	// In
	'protocols/sdk': ['http', 'accept', 'settings', 'minute-count.ts', 'traceparent.ts'],
	'protocols/webhooks': ['http', 'accept', 'queue/signatures.ts', 'minute-count.ts', 'traceparent.ts'],
	'protocols/rudderstack': ['http', 'queue/queue.ts', 'log.ts', 'traceparent.ts'],
	'http': ['pixels', 'accept', 'settings', 'queue/queue-errors.ts', 'queue/queue.ts', 'start-error.ts'],

	// One pixel: its way in, its way out, its state
	'pixels': ['stories', 'queue/pixel-state.ts', 'accept', 'hold', 'worker', 'metrics', 'operate', 'settings', 'queue/store.ts', 'queue/queue.ts',
		'queue/queue-stats.ts', 'log.ts', 'traceparent.ts'],
	'stories': ['accept', 'worker', 'queue/counts.ts', 'queue/shared-stories.ts', 'queue/dead-letters.ts', 'queue/store.ts', 'queue/queue.ts', 'log.ts'],
	'accept': ['hold', 'queue/dead-letters.ts', 'queue/queue-errors.ts', 'queue/holds.ts', 'queue/queue.ts', 'log.ts', 'traceparent.ts'],
	'hold': ['settings', 'queue/holds.ts'],

	// Out
	'worker': ['queue/counts.ts', 'queue/queue.ts', 'log.ts'],

	// What an operator does, and what is counted
	'operate': ['queue/pixel-state.ts', 'queue/store.ts', 'queue/queue.ts', 'queue/dead-letters.ts', 'queue/queue-errors.ts', 'queue/recovery.ts', 'log.ts', 'one-line.ts', 'terminal'],
	'metrics': ['queue/store.ts', 'queue/queue.ts'],

	// Kept
	'chores.ts': ['sweep.ts', 'queue/store.ts', 'log.ts', 'minute-count.ts'],
	'sweep.ts': ['queue/store.ts', 'queue/queue.ts', 'log.ts'],
	'queue/forget-waiting.ts': ['queue/store.ts'],
	'queue/open-store.ts': ['queue/thread', 'queue/postgres', 'queue/sqlite', 'queue/store.ts', 'log.ts'],
	'queue/move': ['queue/postgres', 'queue/sqlite', 'start-error.ts'],
	'queue/thread': ['queue/sqlite', 'queue/store.ts', 'queue/queue.ts', 'queue/counts.ts', 'queue/alert-store.ts', 'queue/dead-letters.ts', 'queue/queue-errors.ts',
		'log.ts', 'start-error.ts'],
	'queue/postgres': ['queue/rules', 'queue/shared-stories.ts', 'queue/store.ts', 'queue/sender.ts', 'queue/queue.ts', 'queue/counts.ts', 'queue/alert-store.ts', 'queue/holds.ts', 'queue/queue-stats.ts', 'queue/dead-letters.ts',
		'queue/pixel-state.ts', 'queue/queue-errors.ts', 'queue/signatures.ts', 'log.ts', 'start-error.ts'],
	'queue/sqlite': ['queue/rules', 'queue/store.ts', 'queue/sender.ts', 'queue/queue.ts', 'queue/counts.ts', 'queue/alert-store.ts', 'queue/holds.ts', 'queue/queue-stats.ts', 'queue/dead-letters.ts', 'queue/pixel-state.ts',
		'queue/queue-errors.ts', 'queue/recovery.ts',
		'queue/signatures.ts', 'disk-space.ts', 'log.ts', 'start-error.ts'],
	// What both engines keep to
	'queue/rules': ['queue/sender.ts', 'queue/queue.ts', 'queue/holds.ts', 'queue/queue-stats.ts', 'queue/dead-letters.ts', 'queue/queue-errors.ts', 'queue/signatures.ts',
		'log.ts', 'minute-count.ts'],
	'queue/store.ts': ['queue/alert-store.ts', 'queue/counts.ts', 'queue/queue.ts', 'queue/queue-stats.ts', 'queue/recovery.ts', 'queue/shared-stories.ts', 'queue/signatures.ts'],

	// What the rooms above share
	'outbound.ts': ['settings'],
	'settings': ['start-error.ts'],
	'queue/queue.ts': ['queue/counts.ts', 'queue/holds.ts', 'queue/ownership.ts', 'queue/sender.ts', 'queue/queue-stats.ts', 'queue/dead-letters.ts', 'queue/pixel-state.ts'],
	'queue/counts.ts': [],
	'queue/alert-store.ts': [],
	'queue/shared-stories.ts': [],
	'queue/holds.ts': [],
	'queue/ownership.ts': [],
	'queue/queue-stats.ts': [],
	'queue/dead-letters.ts': ['queue/sender.ts'],
	'queue/sender.ts': [],
	'queue/pixel-state.ts': [],
	'queue/queue-errors.ts': [],
	'queue/recovery.ts': [],
	'queue/signatures.ts': [],
	'listen.ts': ['start-error.ts'],
	'log.ts': ['terminal', 'repeated-lines.ts', 'log-writer.ts'],
	'terminal': [],
	'repeated-lines.ts': [],
	'log-writer.ts': [],
	'disk-space.ts': [],
	'installed-file.ts': ['start-error.ts'],
	'one-line.ts': [],
	'read-version.ts': [],
	'traceparent.ts': [],
	'minute-count.ts': [],
	'start-error.ts': [],
};
