/** Error objects in OpenAI's answers, as others recorded them. @source fixtures of RudderStack's integration (read 2026-11-22) */

export const RECORDED = {
	namedEvent: {
		message: 'Invalid event at events[1]. See errors for details.',
		type: 'invalid_request_error',
		param: 'events[1]',
		code: 'invalid_event',
		errors: [
			{
				message: 'events[1].data.type must be a supported data type.',
				param: 'events[1].data.type',
				code: 'missing_event_data_type',
			},
		],
	},
	tooOld: {
		message: 'event_timestamp_ms must be within the last 7 days.',
		type: 'invalid_request_error',
		param: 'events[0].timestamp_ms',
		code: 'event_timestamp_too_old',
	},
	unauthorized: { message: 'Unauthorized', type: 'invalid_request_error', param: null, code: null },
	unknownPixel: { message: '403: unknown pid', type: 'server_error', param: null, code: null },
	missingPixel: {
		message: "[{'type': 'missing', 'loc': ('query', 'pid'), 'msg': 'Field required', 'input': None}]",
		type: 'invalid_request_error',
		param: null,
		code: null,
	},
};
