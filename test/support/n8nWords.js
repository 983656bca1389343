'use strict';
/** Words of n8n 2.41's own screens and nodes that our texts name in quotes or italics, letter by letter. */
module.exports = [
	// The resource mapper
	'Values to Send',
	'Mapping Column Mode',
	'Map Each Column Manually',
	'Map Automatically',
	'Refresh Field List',
	'Add field to send',
	// A node's settings
	'Retry On Fail',
	'On Error',
	'Stop Workflow',
	'Continue',
	'Continue (using error output)',
	'Execute step',
	'Stop',
	// Executions and workflows
	'Retry execution',
	'Workflow settings',
	'Timeout After',
	'Add to workflow',
	// Credentials
	'Allowed HTTP Request Domains',
	'Save',
	'Connect',
	'Retry',
	'Credential',
	'OAuth Redirect URL',
	'Grant Type',
	'Authorization URL',
	'Access Token URL',
	'Client ID',
	'Client Secret',
	'Scope',
	'Auth URI Query Parameters',
	'Authentication',
	'Header',
	'Body',
	'Send Additional Body Properties',
	// A new credential's name
	'Project account',
	'Connect to Project',
	// Settings of n8n
	'Settings',
	'External Secrets',
	'External secrets',
	'Credential overwrites',
	'Community nodes',
	'Install',
	// Other nodes
	'Edit Fields',
	'HTTP Request',
	'AI Agent',
	'Switch',
	'Tool',
	'Using Fields Below',
];
