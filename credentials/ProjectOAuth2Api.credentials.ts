import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { oauth2Form } from './form';

/**
 * A project tool signed in to through OAuth2: authorization code, PKCE or client credentials. A known
 * service brings its addresses and scopes; a custom API shows them.
 */
export class ProjectOAuth2Api implements ICredentialType {
	name = 'projectOAuth2Api';

	/** The first gives its *Service* field alone, for the place; the second is how n8n signs in. */
	extends = ['projectApi', 'oAuth2Api'];

	displayName = 'Project OAuth2 API';

	icon: Icon = { light: 'file:../nodes/CreateProject/createProject.svg', dark: 'file:../nodes/CreateProject/createProject.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-create-project/n8n-nodes-create-project/blob/main/docs/credentials.md';

	properties: INodeProperties[] = oauth2Form();
}
