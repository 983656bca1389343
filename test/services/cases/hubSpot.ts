import type { ServiceCase } from '../case';

const base = 'https://api.hubapi.com/crm/v3/objects/projects';
const headers = { authorization: 'Bearer sample-secret', 'content-type': 'application/json' };
const project = {
	id: '38519347112',
	properties: {
		hs_name: 'Apollo',
		hs_pipeline: '139663aa-09ee-418f-b67d-c8cfcd602ce6',
		hs_pipeline_stage: 'b63e1d3b-1a0c-4bb7-8c28-a2c4a1d6e4a1',
		hs_object_id: '38519347112',
		hs_createdate: '2026-11-22T10:00:00.000Z',
	},
	createdAt: '2026-11-22T10:00:00.000Z',
	updatedAt: '2026-11-22T10:00:00.000Z',
	archived: false,
};
const fields = { pipeline: '139663aa-09ee-418f-b67d-c8cfcd602ce6', status: 'b63e1d3b-1a0c-4bb7-8c28-a2c4a1d6e4a1' };
const search = (after?: string) => ({
	method: 'POST',
	url: `${base}/search`,
	headers,
	body: {
		filterGroups: [{ filters: [{ propertyName: 'hs_name', operator: 'EQ', value: 'Apollo' }] }],
		properties: ['hs_name', 'hs_pipeline', 'hs_pipeline_stage'],
		...(after === undefined ? {} : { after }),
		limit: 100,
	},
});

export const hubSpot: ServiceCase = {
	service: 'hubspot',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with properties of its own',
			name: 'Apollo',
			fields: { ...fields, customFields: { crew_size: 3 } },
			expect: [
				{
					method: 'POST',
					url: base,
					headers,
					body: { properties: { crew_size: 3, hs_name: 'Apollo', hs_pipeline: fields.pipeline, hs_pipeline_stage: fields.status } },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '38519347112', name: 'Apollo' },
		},
		{
			title: 'through OAuth2',
			auth: 'OAuth2',
			name: 'Apollo',
			fields,
			expect: [
				{
					method: 'POST',
					url: base,
					body: { properties: { hs_name: 'Apollo', hs_pipeline: fields.pipeline, hs_pipeline_stage: fields.status } },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '38519347112', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'a stage of another pipeline',
			reply: {
				status: 400,
				body: {
					status: 'error',
					message: 'Property values were not valid: [{"isValid":false,"message":"x was not a valid pipeline stage."}]',
					correlationId: 'c033cdaa-2c40-4a64-ae48-b4cec88dad24',
					category: 'VALIDATION_ERROR',
				},
			},
			kind: 'invalid',
			says: 'not a valid pipeline stage',
		},
		{
			title: 'bad token',
			reply: {
				status: 401,
				body: {
					status: 'error',
					message: 'Authentication credentials not found.',
					correlationId: 'c033cdaa-2c40-4a64-ae48-b4cec88dad24',
					category: 'INVALID_AUTHENTICATION',
				},
			},
			kind: 'unauthorized',
			says: 'credentials not found',
		},
		{
			title: 'a scope is missing',
			reply: {
				status: 403,
				body: {
					status: 'error',
					message: "This app hasn't been granted all required scopes to make this call.",
					correlationId: 'c033cdaa-2c40-4a64-ae48-b4cec88dad24',
					category: 'MISSING_SCOPES',
				},
			},
			kind: 'forbidden',
			says: 'required scopes',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				body: {
					status: 'error',
					message: 'You have reached your ten_secondly_rolling limit.',
					errorType: 'RATE_LIMIT',
					policyName: 'TEN_SECONDLY_ROLLING',
				},
			},
			kind: 'limit',
			says: 'limit',
		},
		{
			title: "a day's calls used up, which no short wait ends",
			reply: {
				status: 429,
				body: { status: 'error', message: 'You have reached your daily limit.', errorType: 'RATE_LIMIT', policyName: 'DAILY' },
			},
			kind: 'failed',
			says: 'daily limit',
		},
	],
	lookups: [
		{
			title: 'exact name on two pages',
			by: 'name',
			value: 'Apollo',
			expect: [search(), search('100')],
			replies: [
				{
					status: 200,
					body: { total: 2, results: [{ ...project, id: '1', properties: { hs_name: 'APOLLO' } }], paging: { next: { after: '100' } } },
				},
				{ status: 200, body: { total: 2, results: [project] } },
			],
			finds: ['38519347112'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [search()],
			replies: [{ status: 200, body: { total: 0, results: [] } }],
			finds: [],
		},
	],
	rejects: [{ fields: { status: fields.status }, says: 'Pipeline' }],
};
