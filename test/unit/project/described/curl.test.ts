import { describeCurl, wordsOf } from '../../../../nodes/CreateProject/project/described/curl';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';

describe('a shell command in words', () => {
	it.each<[string, string[]]>([
		['curl a b', ['curl', 'a', 'b']],
		["curl 'a b' c", ['curl', 'a b', 'c']],
		['curl "a \\"b\\" c"', ['curl', 'a "b" c']],
		["curl 'it'\\''s'", ['curl', "it's"]],
		['curl \\\n  -X \\\r\n POST', ['curl', '-X', 'POST']],
		['curl ^\r\n -X POST', ['curl', '-X', 'POST']],
		["curl $'a\\nb'", ['curl', 'a\nb']],
		["curl ''", ['curl', '']],
		['curl "open', ['curl', 'open']],
	])('%j', (command, words) => {
		expect(wordsOf(command)).toEqual(words);
	});
});

const BASE = { baseUrl: 'https://api.example.com/v1' };

describe('a command from a documentation', () => {
	it('gives method, path, envelope, name, types and constants; no secret', () => {
		const description = describeCurl(
			`curl --request POST \\
			  --url 'https://api.example.com/v1/teams/:team_id/projects?notify=true&api_key=s3cr3t' \\
			  -H 'Authorization: Bearer s3cr3t' -H "X-Api-Key: s3cr3t" -H 'X-Version: 2' -H 'Content-Type: application/json' \\
			  -H 'Idempotency-Key: abc' -H 'Accept: */*' \\
			  --data '{"project":{"name":"Apollo","budget":1200,"is_private":true,"due_on":"2027-01-31","tags":["a","b"],"owner":{"id":7}}}'`,
			BASE,
		);
		expect(JSON.stringify(description)).not.toContain('s3cr3t');
		expect(description).toMatchObject({
			method: 'POST',
			path: '/teams/{team_id}/projects',
			envelope: 'project',
			nameField: 'name',
			headers: { 'X-Version': '2' },
			query: { notify: 'true' },
			idempotencyHeader: 'Idempotency-Key',
			hints: [
				"The parameter 'api_key' holds a secret: it belongs into the credential",
				"The 'Authorization' header belongs into the credential (it uses Bearer)",
				"The header 'X-Api-Key' holds a secret: it belongs into the credential",
			],
		});
		expect(description.fields.map(({ id, type, format, in: place }) => [id, place ?? type, format])).toEqual([
			['team_id', 'path', undefined],
			['budget', 'number', undefined],
			['is_private', 'boolean', undefined],
			['due_on', 'dateTime', 'date'],
			['tags', 'array', 'list'],
			['owner.id', 'number', undefined],
		]);
	});

	it.each<[string, string, object]>([
		['a form', "curl https://api.example.com/v1/boards -d 'title=A&color=red'", { method: 'POST', encoding: 'form', nameField: 'title' }],
		['a Rails form', "curl https://api.example.com/v1/p -d 'project[name]=A' -d 'project[x]=1'", { encoding: 'form', envelope: 'project' }],
		['a multipart form', 'curl https://api.example.com/v1/p -F name=A -F x=1', { encoding: 'form', nameField: 'name' }],
		['--json', `curl --json '{"title":"A"}' https://api.example.com/v1/p`, { method: 'POST', nameField: 'title' }],
		['PUT', `curl -XPUT https://api.example.com/v1/p -d'{"name":"A"}'`, { method: 'PUT', nameField: 'name' }],
		[
			'a GET that creates',
			'curl -G https://api.example.com/v1/new --data-urlencode "name=A b"',
			{ method: 'GET', encoding: 'query', nameField: 'name' },
		],
		['no scheme', `curl api.example.com/v1/p -d '{"name":"A"}'`, { path: '/p' }],
		[
			'placeholders of all kinds',
			`curl "https://api.example.com/v1/w/<workspace-id>/\${SPACE_ID}/YOUR_TEAM/{x}/p" -d '{"name":"A"}'`,
			{ path: '/w/{workspaceId}/{spaceId}/{team}/{x}/p' },
		],
		[
			'JSON:API',
			`curl https://api.example.com/v1/p -H 'Content-Type: application/vnd.api+json' -d '{"data":{"type":"p","attributes":{"name":"A"}}}'`,
			{ contentType: 'application/vnd.api+json', envelope: 'data.attributes', constants: { 'data.type': 'p' } },
		],
		['Windows', 'curl.exe -X POST "https://api.example.com/v1/p" ^\r\n -d "{\\"name\\":\\"A\\"}"', { nameField: 'name', path: '/p' }],
		['a base without its path', `curl https://api.example.com/v2/p -d '{"name":"A"}'`, { path: '/v2/p' }],
	])('%s', (_title, command, expected) => {
		expect(describeCurl(command, BASE)).toMatchObject(expected);
	});

	it('says when the command asks another host', () => {
		expect(describeCurl(`curl https://eu.example.com/v1/p -d '{"name":"A"}'`, BASE).hints).toEqual([
			"The command asks eu.example.com, the credential's Base URL is at api.example.com: check which one is right",
		]);
	});

	it('keeps user and password out', () => {
		const description = describeCurl(`curl -u me:s3cr3t https://api.example.com/v1/p -d '{"name":"A"}'`, BASE);
		expect(JSON.stringify(description)).not.toContain('s3cr3t');
		expect(description.hints[0]).toContain('Basic Auth');
	});

	it.each(['', 'wget https://x', 'curl', 'curl -X DELETE https://api.example.com/v1/p', 'curl "http://[" -d 1'])(
		'%j is refused in words',
		(command) => {
			expect(() => describeCurl(command, BASE)).toThrow(InputProblem);
		},
	);

	it('reads what it can of a broken body', () => {
		expect(describeCurl(`curl https://api.example.com/v1/p --json '{"name": '`, BASE)).toMatchObject({
			path: '/p',
			fields: [],
			hints: [expect.stringContaining('not valid JSON')],
		});
	});
});
