import { createRequest, prepare } from '../../nodes/CreateProject/project/asked/prepare';
import { serviceCases } from '../support/serviceFiles';
import { definitionOf, eased, siteOf } from './harness';

/** A request that says nothing of visibility is one for a project that only its members see, where the vendor's default may be public. */

const rows = serviceCases()
	.filter((entry) => ['public', 'setting'].includes(definitionOf(entry).audience ?? ''))
	.flatMap((entry) => entry.creates.map((sample, index) => ({ title: `${entry.service} ${index + 1}: ${sample.title}`, entry, sample })));

test.each(rows)('$title', ({ entry, sample }) => {
	const fields = Object.fromEntries(Object.entries(sample.fields ?? {}).filter(([id]) => id !== 'visibility'));
	const site = eased(siteOf(entry, sample));
	const bodyFor = (given: Record<string, unknown>) => createRequest(prepare(site, { name: sample.name, fields: given })).body;
	expect(bodyFor(fields)).toBe(bodyFor({ ...fields, visibility: 'private' }));
	expect(bodyFor(fields)).not.toBe(bodyFor({ ...fields, visibility: 'public' }));
});

test('these are the services that the table speaks of', () => {
	expect([...new Set(rows.map(({ entry }) => entry.service))].sort()).toEqual(
		['bitbucket', 'gitea', 'github', 'gitlab', 'openproject', 'redmine', 'sonarqube', 'taiga'].sort(),
	);
});
