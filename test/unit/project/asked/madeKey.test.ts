import fc from 'fast-check';
import { keyFromName, MadeReport, type KeySource } from '../../../../nodes/CreateProject/project/asked/madeKey';
import { createRequest, prepare, type ProjectInput } from '../../../../nodes/CreateProject/project/asked/prepare';
import { transliterate } from '../../../../nodes/CreateProject/project/asked/transliterate';
import { checkText } from '../../../../nodes/CreateProject/project/asked/values';
import { mapperFields } from '../../../../nodes/CreateProject/fields/mapper';
import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import { services } from '../../../../nodes/CreateProject/services';
import type { FieldDefinition, ServiceDefinition } from '../../../../nodes/CreateProject/services/service';

const source = (name: string, more: Partial<KeySource> = {}): KeySource => ({ name, site: 's', earlier: 0, isTaken: false, ...more });
const strict = services.flatMap((service) =>
	service.fields.filter(({ from }) => from).map((field) => ({ service, field, id: service.id })),
);
const keyOf = (id: string, name: string, more?: Partial<KeySource>): string => {
	const { field } = strict.find((entry) => entry.id === id)!;
	return keyFromName(field, field.from!, source(name, more));
};
const isAccepted = (field: FieldDefinition, key: string): void => checkText(field, 'Key', key);

test('the services whose key must be of a strict form make it themselves', () => {
	expect(strict.map(({ id }) => id).sort()).toEqual([
		'bitbucket',
		'confluence',
		'googleCloud',
		'jira',
		'plane',
		'redmine',
		'sonarqube',
		'youtrack',
	]);
});

describe('a key made from the name', () => {
	it.each([
		['redmine', 'Website relaunch', 'website-relaunch'],
		['redmine', 'Prüfung der Größe', 'pruefung-der-groesse'],
		['redmine', 'Café à la crème', 'cafe-a-la-creme'],
		['redmine', "Nathan's Site & Co.", 'nathans-site-co'],
		['redmine', 'Новый проект', 'novyy-proekt'],
		['redmine', 'Νέο έργο', 'neo-ergo'],
		['redmine', 'プロジェクト', 'purojiekuto'],
		['redmine', 'Łódź 2027', 'lodz-2027'],
		['redmine', '2027', 'p-2027'],
		['sonarqube', 'Billing API v2', 'billing-api-v2'],
		['jira', 'Apollo', 'APOLLO'],
		['jira', 'Moon Base', 'MOONBASE'],
		['jira', '42', 'P42'],
		['plane', 'Apollo 11', 'APOLLO11'],
		['youtrack', 'Apollo', 'APOLLO'],
		['bitbucket', 'Apollo', 'APOLLO'],
	])('of %s for %j is %s', (id, name, key) => {
		expect(keyOf(id, name)).toBe(key);
	});

	it.each<[string, string, RegExp, Partial<KeySource>]>([
		['redmine', '新しいサイト', /^shiisaito-[a-z2-7]{6}$/, {}],
		['redmine', '项目', /^p-[a-z2-7]{6}$/, {}],
		['redmine', '🚀', /^p-[a-z2-7]{6}$/, {}],
		['redmine', 'New', /^new-[a-z2-7]{6}$/, {}],
		['redmine', 'x'.repeat(300), /^x{53}-[a-z2-7]{6}$/, {}],
		['redmine', 'Website', /^website-[a-z2-7]{6}$/, { isTaken: true }],
		['jira', 'Acme website relaunch', /^AWR[A-Z2-7]{4}$/, {}],
		['jira', 'Internationalization', /^INTERN[A-Z2-7]{4}$/, {}],
		['jira', 'X', /^X[A-Z2-7]{4}$/, {}],
		['googleCloud', 'Website', /^website-[a-z2-7]{6}$/, {}],
		['googleCloud', 'Website relaunch for Nathan Limited', /^website-relaunch-for-na-[a-z2-7]{6}$/, {}],
	])('of %s for %j ends in what tells it from others: %s', (id, name, pattern, more) => {
		expect(keyOf(id, name, more)).toMatch(pattern);
	});

	it('tells long names with the same beginning apart', () => {
		const names = Array.from({ length: 200 }, (_, index) => `Project for the customer number ${index}`);
		for (const { field } of strict)
			expect(new Set(names.map((name) => keyFromName(field, field.from!, source(name)))).size).toBe(names.length);
	});

	it('of the second item of the same name has its number', () => {
		expect([0, 1, 2].map((earlier) => keyOf('redmine', 'Apollo', { earlier }))).toEqual(['apollo', 'apollo-2', 'apollo-3']);
		expect([0, 1].map((earlier) => keyOf('jira', 'Apollo Moon', { earlier }))).toEqual(['APOLLOMOON', 'APOLLOMOO2']);
	});

	it('is one that the service takes, and the same each time, whatever the name', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme-ascii' })),
				fc.nat(30),
				fc.boolean(),
				(name, earlier, isTaken) => {
					for (const { field } of strict) {
						const key = keyFromName(field, field.from!, source(name, { earlier, isTaken }));
						isAccepted(field, key);
						expect(keyFromName(field, field.from!, source(name, { earlier, isTaken }))).toBe(key);
					}
				},
			),
		);
	});
});

test('letters of other scripts are written in a–z, and what no table knows is left out', () => {
	expect(transliterate('Ärger – Œuvre, Straße')).toEqual({ words: ['aerger', 'oeuvre', 'strasse'], isWhole: true });
	expect(transliterate('がっこう カメラ')).toEqual({ words: ['gakou', 'kamera'], isWhole: true });
	expect(transliterate('Київ, щука')).toEqual({ words: ['kiyiv', 'shchuka'], isWhole: true });
	expect(transliterate('Aé（１）')).toEqual({ words: ['ae', '1'], isWhole: true });
	expect(transliterate('مشروع a')).toEqual({ words: ['a'], isWhole: false });
});

describe('in the request', () => {
	const redmine = services.find(({ id }) => id === 'redmine')!;
	const prepared = (input: Partial<ProjectInput>, definition: ServiceDefinition = redmine) =>
		prepare(
			{ definition, baseUrl: 'https://r.example', values: {}, auth: { headers: {}, query: {} }, secrets: new Secrets() },
			{ name: 'Website relaunch', fields: {}, ...input },
		);

	it('a key that is not given is the one made from the name', () => {
		for (const fields of [{}, { key: '' }, { key: null }]) {
			const { scope, made } = prepared({ fields });
			expect([scope.key, made]).toEqual(['website-relaunch', [{ label: 'Identifier', value: 'website-relaunch' }]]);
		}
		expect(prepared({ fields: { key: 'own' } })).toMatchObject({ made: [], scope: { key: 'own' } });
		expect(prepared({ columns: { Identifier: 'own' } })).toMatchObject({ made: [], scope: { key: 'own' } });
	});

	it("a custom field of the API's name satisfies the field", () => {
		const { scope, made } = prepared({ extra: [{ path: 'identifier', value: 'mine' }] });
		expect([scope.key, made, scope.payload]).toEqual([
			'mine',
			[],
			expect.objectContaining({ name: 'Website relaunch', identifier: 'mine' }),
		]);
		const team: ServiceDefinition = { ...redmine, fields: [{ id: 'team', displayName: 'Team', to: 'links.team', required: true }] };
		expect(prepared({ extra: [{ path: 'links.team', value: 7 }] }, team).scope).toMatchObject({ team: 7, payload: { links: { team: 7 } } });
		expect(() => prepared({ extra: [{ path: 'links.team', value: '' }] }, team)).toThrow("'Team' is missing");
	});

	it('is the same on every repeat', () => {
		const body = () => createRequest(prepared({ name: '项目' })).body;
		expect(body()).toBe(body());
	});

	it('the form does not ask for it', () => {
		expect(mapperFields(redmine).find(({ id }) => id === 'key')).toMatchObject({ required: false, removed: true });
	});
});

test('one hint names the keys that were made', () => {
	const report = new MadeReport();
	for (let index = 0; index < 12; index++) report.add('Identifier', `k-${index}`);
	report.add('Key', 'K');
	expect(report.texts()).toEqual([
		'Identifier was made from the name: k-0, k-1, k-2, k-3, k-4, k-5, k-6, k-7, k-8, k-9 and 2 more',
		'Key was made from the name: K',
	]);
});
