import { judge, type Verdict } from '../../../../nodes/CreateProject/delivery/verdict';
import { tellsExisting } from '../../../../nodes/CreateProject/project/answered/disclaimer';
import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import { custom } from '../../../../nodes/CreateProject/services/custom';
import type { Json } from '../../../../nodes/CreateProject/services/service';

/** What a 2xx with this body is taken for after a create of the project "Apollo". */
function verdictOf(body: Json, sent: Json = { name: 'Apollo' }, status = 200): Verdict {
	const isText = typeof body === 'string';
	return judge(
		{
			kind: 'answer',
			receivedAt: 0,
			answer: { status, headers: { 'content-type': isText ? 'text/xml' : 'application/json' }, text: isText ? body : JSON.stringify(body) },
		},
		{
			definition: custom,
			read: { map: {}, scope: {}, baseUrl: 'https://api.example.com', heuristic: true, wanted: { name: 'Apollo', field: 'name', sent } },
			now: 0,
			keyed: false,
			secrets: new Secrets(),
		},
	);
}
const PROJECT = { id: 7, name: 'Apollo' };

describe('an answer that says of itself that nothing was created now', () => {
	it.each<Json>([
		{ existing_project: PROJECT },
		{ existingProject: PROJECT, created: false },
		{ existing: { id: 7 } },
		{ existing_id: 7 },
		{ duplicateOf: PROJECT },
		{ duplicates: [PROJECT] },
		{ possible_duplicates: [PROJECT, { id: 8, name: 'Apollo' }] },
		{ conflict: { project: 1, id: 7 } },
		{ created: false, project: PROJECT },
		{ Created: 'false', Data: PROJECT },
		{ created: 0, data: PROJECT },
		{ ...PROJECT, created: false },
		{ ...PROJECT, isNew: false },
		{ meta: { created: false }, data: PROJECT },
		{ payload: { wasCreated: false, project: PROJECT } },
		{ alreadyExists: true, ...PROJECT },
		{ already_exists: 'true', project: PROJECT },
		{ duplicate: true, data: PROJECT },
		{ duplicate: true },
		{ exists: true, project: PROJECT },
		{ EXISTS: true },
		{ result: 'exists', project: PROJECT },
		{ status: 'already_exists', data: PROJECT },
		{ action: 'skipped', ...PROJECT },
		{ ...PROJECT, result: 'updated' },
		{ code: 0, message: 'Project already exists', data: PROJECT },
		{ message: 'Das Projekt existiert bereits', project: PROJECT },
		{ message: 'Projekt bereits vorhanden', result: PROJECT },
		{ message: 'Le projet existe déjà', project: PROJECT },
		{ mensaje: 'x', message: 'El proyecto ya existe', data: PROJECT },
		{ message: 'O projeto já existe', payload: PROJECT },
		{ message: 'プロジェクトは既に存在します', project: PROJECT },
		{ message: 'Project already exists' },
		{ status: 'error', message: 'Name has already been taken' },
		'<response><created>false</created><project><id>7</id><name>Apollo</name></project></response>',
		'<project><id>7</id><name>Apollo</name><alreadyExists>true</alreadyExists></project>',
	])('speaks of one that was there before: %j', (body) => {
		expect(verdictOf(body)).toMatchObject({ kind: 'duplicate', reason: 'duplicate' });
	});

	it('names the one that is there', () => {
		expect(verdictOf({ existing_project: { id: 7, name: 'Apollo' } })).toMatchObject({ shown: { id: '7', name: 'Apollo' } });
		expect(verdictOf({ created: false, project: PROJECT })).toMatchObject({ shown: { id: '7' } });
		expect(verdictOf({ duplicate: true })).not.toHaveProperty('shown');
	});

	it.each<Json>([
		{ preview: true, project: PROJECT },
		{ ...PROJECT, preview: true },
		{ dry_run: true, data: PROJECT },
		{ ...PROJECT, dryRun: 'true' },
		{ validateOnly: true, ...PROJECT },
		{ meta: { simulated: 1 }, data: PROJECT },
		{ ...PROJECT, persisted: false },
		{ saved: false, project: PROJECT },
		{ preview: PROJECT },
		{ result: 'dry-run', project: PROJECT },
		{ status: 'Validated', data: PROJECT },
		'<result dryRun="true"><project><id>7</id><name>Apollo</name></project></result>',
	])('was only tried out: %j', (body) => {
		expect(verdictOf(body)).toMatchObject({
			kind: 'unknown',
			claimsSuccess: true,
			reason: 'odd',
			complaint: { message: expect.stringMatching(/tried out/) },
		});
	});

	it.each<[Json, object]>([
		[{ task: { state: 'PENDING' } }, { kind: 'unknown', reason: 'job' }],
		[{ task: { id: 9, state: 'PENDING' } }, { kind: 'unknown', reason: 'job' }],
		[
			{ job: { id: 9, status: 'queued' }, id: 9 },
			{ kind: 'created', isOrdered: true },
		],
		[
			{ status: 'queued', id: 9 },
			{ kind: 'created', isOrdered: true },
		],
		[
			{ status: 'accepted', id: 9 },
			{ kind: 'created', isOrdered: true },
		],
		[{ status: 'in progress' }, { kind: 'unknown', reason: 'job' }],
		[
			{ Status: 'In Bearbeitung', id: 9 },
			{ kind: 'created', isOrdered: true },
		],
		[
			{ estado: 'x', status: 'pendiente', id: 9 },
			{ kind: 'created', isOrdered: true },
		],
		[
			{ status: 'en attente', result: { id: 9 } },
			{ kind: 'created', isOrdered: true },
		],
		[
			{ state: '処理中', id: 9 },
			{ kind: 'created', isOrdered: true },
		],
		[
			{ status: 'pending_approval', project: PROJECT },
			{ kind: 'created', isOrdered: true },
		],
		['<order><state>queued</state><id>9</id></order>', { kind: 'unknown', reason: 'job' }],
	])('is still to be made: %j, and is a project only where a read shows it', (body, expected) => {
		expect(verdictOf(body)).toMatchObject({ ...expected, complaint: { message: expect.stringMatching(/still to be made/) } });
	});

	it.each<[Json, object]>([
		[{ status: 'rejected', id: 9 }, { kind: 'refused' }],
		[{ status: 'declined', project: PROJECT }, { kind: 'refused' }],
		[{ state: 'DENIED' }, { kind: 'refused' }],
		[{ result: 'abgelehnt' }, { kind: 'refused' }],
		[{ status: 'refusé', data: null }, { kind: 'refused' }],
		[{ status: 'rechazado' }, { kind: 'refused' }],
		[{ status: '却下' }, { kind: 'refused' }],
		[{ status: 'fehlgeschlagen' }, { kind: 'refused' }],
		[{ created: false }, { kind: 'refused', reason: 'failed' }],
		[{ inserted: 0 }, { kind: 'refused', reason: 'failed' }],
		// With an ID and our name nobody can say whether it is there.
		[
			{ ...PROJECT, status: 'declined' },
			{ kind: 'unknown', shown: { id: '7' } },
		],
		[
			{ ...PROJECT, status: 'Rejected' },
			{ kind: 'unknown', shown: { id: '7' } },
		],
	])('was turned down: %j', (body, expected) => {
		expect(verdictOf(body)).toMatchObject(expected);
	});

	it.each<Json>([
		{ ...PROJECT, status: 'pending' },
		{ ...PROJECT, status: 'draft' },
		{ ...PROJECT, status: 'queued' },
		{ ...PROJECT, state: 'new' },
		{ ...PROJECT, exists: true },
		{ ...PROJECT, created: '2026-11-22T10:00:00Z' },
		{ ...PROJECT, created: 1764000000 },
		{ ...PROJECT, created: true, isNew: true },
		{ ...PROJECT, duplicate: false, preview: false, dryRun: false },
		{ ...PROJECT, preview: 'https://x.example.com/p.png' },
		{ ...PROJECT, saved: false, found: 3 },
		{ ...PROJECT, status: 'exists' },
		{ project: { ...PROJECT, status: 'processing' } },
		{ project: PROJECT, job: { id: 3, state: 'PENDING' } },
		{ project: PROJECT, owner: { isNew: false, status: 'pending', duplicate: true } },
		{ status: 'accepted', project: PROJECT },
		{ status: 'ok', data: { ...PROJECT, status: 'pending' } },
		{ data: PROJECT, message: 'Project created' },
		{ data: PROJECT, possible_duplicates: [{ id: 3, name: 'Apollo' }] },
		{ ...PROJECT, description: 'already exists' },
		'<project><id>7</id><name>Apollo</name><status>pending</status></project>',
	])('is none of a project that has such a word itself, or beside it: %j', (body) => {
		const verdict = verdictOf(body, { name: 'Apollo' }, 201);
		expect(verdict).toMatchObject({ kind: 'created', project: { id: '7' } });
		expect(verdict).not.toHaveProperty('isOrdered');
	});

	it('is none where the word was sent by ourselves', () => {
		expect(verdictOf({ ...PROJECT, status: 'declined' }, { name: 'Apollo', status: 'declined' })).toMatchObject({ kind: 'created' });
		expect(verdictOf({ data: { ...PROJECT, duplicate: true } }, { data: { name: 'Apollo', duplicate: true } })).toMatchObject({
			kind: 'created',
		});
		expect(verdictOf({ duplicate: true, data: PROJECT }, { name: 'Apollo', duplicate: true })).toMatchObject({ kind: 'duplicate' });
	});

	it('is not what speaks of something else that exists', () => {
		expect(['The team does not exist', 'Created', 'Existing customers only', 'Das Konto existiert nicht'].map(tellsExisting)).toEqual(
			Array(4).fill(false),
		);
	});

	it.each([
		'Value "Apollo" for field "name" has to be unique.',
		'name must be unique',
		'Uniqueness violation. duplicate key value violates unique constraint "projects_name_key"',
		'UNIQUE constraint failed: projects.name',
		'This attribute must be unique',
		'Der Name muss eindeutig sein',
		'Le nom doit être unique',
	])('is what asks for something unique: %s', (text) => {
		expect(tellsExisting(text)).toBe(true);
	});

	it.each(['Give it a unique look', 'The unique ID of the project', 'No unique match was found'])(
		'is not what is merely unique: %s',
		(text) => {
			expect(tellsExisting(text)).toBe(false);
		},
	);
});
