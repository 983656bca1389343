import type { IExecuteFunctions } from 'n8n-workflow';
import { originOf } from '../../../nodes/CreateProject/node/origin';

const URL_OF = (id: string, token?: string): string => `https://n8n.example.com/webhook-waiting/${id}${token ? `?signature=${token}` : ''}`;

interface Given {
	id?: string;
	resumeUrl?: string;
	context?: { establishedAt?: number } | 'older n8n';
	proxy?: 'throws';
}

const origin = ({ id = '7', resumeUrl, context = {}, proxy }: Given) =>
	originOf({
		getExecutionId: () => id,
		getWorkflowDataProxy: () => {
			if (proxy) throw new Error('no data');
			return { $execution: { id, resumeUrl } };
		},
		...(context === 'older n8n' ? {} : { getExecutionContext: () => context }),
	} as unknown as IExecuteFunctions);

describe('the origin of an execution', () => {
	it('is the same for an execution and its retry, whatever their ids', () => {
		const first = origin({ id: '7', resumeUrl: URL_OF('7', 'abc') });
		expect(origin({ id: '9', resumeUrl: URL_OF('9', 'abc') })).toEqual(first);
		expect(origin({ id: '7', resumeUrl: URL_OF('7', 'abd') })).not.toEqual(first);
	});

	it('does not show the token, which would let anybody resume the execution', () => {
		expect(JSON.stringify(origin({ resumeUrl: URL_OF('7', 'abcdefgh') }))).not.toContain('abcdefgh');
	});

	it.each<[string, Given]>([
		['an n8n before 2.14', { resumeUrl: URL_OF('7') }],
		['an address that is none', { resumeUrl: 'undefined/7' }],
		['no address', {}],
		['a proxy that throws', { proxy: 'throws' }],
	])('is the id of the execution with %s', (_title, given) => {
		expect(origin(given)).toEqual({ execution: '7' });
	});

	it.each<[string, Given['context'], number | undefined]>([
		['as n8n says', { establishedAt: 1_800_000_000_000 }, 1_800_000_000_000],
		['not known to an older n8n', 'older n8n', undefined],
		['not known where the context has none', {}, undefined],
		['not known where the clock was never set', { establishedAt: 0 }, undefined],
	])('began: %s', (_title, context, began) => {
		expect(origin({ context }).began).toBe(began);
	});
});
