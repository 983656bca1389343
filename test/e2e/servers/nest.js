'use strict';

/**
 * A NestJS application as its documentation builds one: a controller, a DTO whose properties alone are let in, Swagger's
 * document at /api-json, pages with a search. Written without decorators' syntax, which plain Node does not have.
 *
 * `node nest.js PORT KEY`, with the packages beside it in NODE_PATH.
 */
require('reflect-metadata');
const nest = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const swagger = require('@nestjs/swagger');
const rules = require('class-validator');

const [, , port, key] = process.argv;

/** What `@decorator name: Type` would do. */
function property(target, name, type, ...decorators) {
	Reflect.defineMetadata('design:type', type, target.prototype, name);
	Reflect.decorate(decorators, target.prototype, name);
}
/** What a decorated method with decorated parameters would do. */
function route(target, name, types, decorators, parameters = []) {
	Reflect.defineMetadata('design:paramtypes', types, target.prototype, name);
	parameters.forEach((decorator, index) => decorator(target.prototype, name, index));
	Reflect.decorate(decorators, target.prototype, name, Object.getOwnPropertyDescriptor(target.prototype, name));
}

class CreateProjectDto {}
property(CreateProjectDto, 'displayName', String, swagger.ApiProperty({ maxLength: 80 }), rules.IsString(), rules.MaxLength(80));
property(
	CreateProjectDto,
	'priority',
	String,
	swagger.ApiProperty({ enum: ['low', 'normal', 'high'] }),
	rules.IsIn(['low', 'normal', 'high']),
);
property(
	CreateProjectDto,
	'startsOn',
	String,
	swagger.ApiProperty({ format: 'date', required: false }),
	rules.IsOptional(),
	rules.Matches(/^\d{4}-\d{2}-\d{2}$/),
);
property(CreateProjectDto, 'seats', Number, swagger.ApiProperty({ type: 'integer', required: false }), rules.IsOptional(), rules.IsInt());
property(
	CreateProjectDto,
	'tags',
	Array,
	swagger.ApiProperty({ type: [String], required: false }),
	rules.IsOptional(),
	rules.IsString({ each: true }),
);

class UpdateProjectDto extends swagger.PartialType(CreateProjectDto) {}

class Project extends CreateProjectDto {}
property(Project, 'uuid', String, swagger.ApiProperty());
property(Project, 'createdAt', String, swagger.ApiProperty({ format: 'date-time' }));

class Envelope {}
property(Envelope, 'data', Project, swagger.ApiProperty({ type: Project }));
class Page {}
property(Page, 'data', Array, swagger.ApiProperty({ type: [Project] }));
property(Page, 'meta', Object, swagger.ApiProperty({ type: Object }));

class ProjectsController {
	constructor() {
		this.projects = [];
	}

	create(body) {
		if (this.projects.some(({ displayName }) => displayName === body.displayName))
			throw new nest.ConflictException(`displayName "${body.displayName}" is already in use`);
		const { createHash } = require('node:crypto');
		const uuid = createHash('sha256').update(String(this.projects.length)).digest('hex').slice(0, 24);
		this.projects.push({ uuid, ...body, createdAt: new Date().toISOString() });
		return { data: this.projects.at(-1) };
	}

	list(search = '', page = '1', limit = '10') {
		const hits = this.projects.filter(({ displayName }) => displayName.toLowerCase().includes(search.toLowerCase()));
		const [number, size] = [Number(page), Math.min(Number(limit), 50)];
		return {
			data: hits.slice((number - 1) * size, number * size),
			meta: { total: hits.length, page: number, limit: size, lastPage: Math.max(1, Math.ceil(hits.length / size)) },
		};
	}

	one(uuid) {
		const project = this.projects.find((candidate) => candidate.uuid === uuid);
		if (!project) throw new nest.NotFoundException(`No project ${uuid}`);
		return { data: project };
	}

	update(uuid, body) {
		return { data: Object.assign(this.one(uuid).data, body) };
	}
}
const optionalQuery = (name) => swagger.ApiQuery({ name, required: false });
route(ProjectsController, 'create', [CreateProjectDto], [nest.Post(), swagger.ApiCreatedResponse({ type: Envelope })], [nest.Body()]);
route(
	ProjectsController,
	'list',
	[String, String, String],
	[nest.Get(), ...['search', 'page', 'limit'].map(optionalQuery), swagger.ApiOkResponse({ type: Page })],
	['search', 'page', 'limit'].map((name) => nest.Query(name)),
);
route(ProjectsController, 'one', [String], [nest.Get(':uuid'), swagger.ApiOkResponse({ type: Envelope })], [nest.Param('uuid')]);
route(
	ProjectsController,
	'update',
	[String, UpdateProjectDto],
	[nest.Patch(':uuid'), swagger.ApiOkResponse({ type: Envelope })],
	[nest.Param('uuid'), nest.Body()],
);
Reflect.decorate([nest.Controller('projects'), swagger.ApiBearerAuth()], ProjectsController);

class AppModule {}
Reflect.decorate([nest.Module({ controllers: [ProjectsController] })], AppModule);

async function main() {
	const app = await NestFactory.create(AppModule, { logger: ['error'] });
	app.setGlobalPrefix('v1');
	app.useGlobalPipes(new nest.ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
	app.use((request, response, next) => {
		if (request.path.startsWith('/docs') || request.headers.authorization === `Bearer ${key}`) return next();
		response.status(401).json({ statusCode: 401, message: 'Unauthorized' });
	});
	const config = new swagger.DocumentBuilder().setTitle('Projects').addBearerAuth().build();
	swagger.SwaggerModule.setup('docs', app, () => swagger.SwaggerModule.createDocument(app, config));
	await app.listen(Number(port), '127.0.0.1');
}

main().catch((error) => {
	console.error(error);
	process.exit(1);
});
