'use strict';

/**
 * A LoopBack 4 application as its generator makes one: a model, its REST controller, data in memory. Everything else
 * (routes, the document at /openapi.json, answers, refusals) is LoopBack's own.
 *
 * `node loopback.js PORT KEY`, with the packages beside it in NODE_PATH.
 */
const { RestApplication, RestBindings, DefaultSequence } = require('@loopback/rest');
const {
	Model,
	ModelDefinition,
	Entity,
	defineCrudRepositoryClass,
	defineModelClass,
	juggler,
	RepositoryMixin,
} = require('@loopback/repository');
const { defineCrudRestController } = require('@loopback/rest-crud');
const { inject } = require('@loopback/core');

const [, , port, key] = process.argv;

const definition = new ModelDefinition('Project')
	.addProperty('id', { type: 'number', id: true, generated: true })
	.addProperty('title', { type: 'string', required: true, jsonSchema: { minLength: 1, maxLength: 200 } })
	.addProperty('description', { type: 'string' })
	.addProperty('dueDate', { type: 'date' })
	.addProperty('budget', { type: 'number' })
	.addProperty('stage', { type: 'string', jsonSchema: { enum: ['draft', 'running', 'closed'] } });
const Project = defineModelClass(Entity, definition);

/** The generated sequence, and a key that every request but that for the document must have. */
class Sequence extends DefaultSequence {
	async handle(context) {
		const { request, response } = context;
		if (request.path !== '/openapi.json' && request.headers['x-api-key'] !== key) {
			response.status(401).json({ error: { statusCode: 401, name: 'UnauthorizedError', message: 'Unauthorized' } });
			return;
		}
		await super.handle(context);
	}
}

async function main() {
	class Application extends RepositoryMixin(RestApplication) {}
	const app = new Application({ rest: { port: Number(port), host: '127.0.0.1', openApiSpec: { setServersFromRequest: true } } });
	app.sequence(Sequence);
	app.dataSource(new juggler.DataSource({ name: 'db', connector: 'memory' }), 'db');
	const Repository = defineCrudRepositoryClass(Project);
	inject('datasources.db')(Repository, undefined, 0);
	const repository = app.repository(Repository);
	const Controller = defineCrudRestController(Project, { basePath: '/projects' });
	inject(repository.key)(Controller, undefined, 0);
	app.controller(Controller);
	await app.start();
}

void Model;
void RestBindings;
main().catch((error) => {
	console.error(error);
	process.exit(1);
});
