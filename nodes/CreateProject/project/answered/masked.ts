import type { Json, ServiceDefinition } from '../../services/service';
import type { Secrets } from '../secrets';
import { maskPaths, type Project } from './reply';

/** What the API said of a project, without the secrets that its definition knows to be in it. */
export const maskedRaw = ({ raw }: Project, { reply }: ServiceDefinition): Json =>
	maskPaths(
		raw,
		reply.secrets?.map((path) => relativeTo(path, reply.at)),
	);

/** A project as it may be stored with the execution: without its own secrets and those the API echoed. */
export const storable = (project: Project, definition: ServiceDefinition, secrets: Secrets): Project =>
	secrets.maskJson({ ...project, raw: maskedRaw(project, definition) } as unknown as Json) as unknown as Project;

/** `project.password` is `password` inside the object at `project`. */
const relativeTo = (path: string, at: string | undefined): string =>
	at !== undefined && at !== '' && path.startsWith(`${at}.`) ? path.slice(at.length + 1) : path;
