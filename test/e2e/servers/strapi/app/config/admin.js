'use strict';

/** Without the panel, which would have to be built first. */
module.exports = {
	serveAdminPanel: false,
	auth: { secret: 'not-a-secret' },
	apiToken: { salt: 'not-a-secret' },
	transfer: { token: { salt: 'not-a-secret' } },
	secrets: { encryptionKey: 'not-a-secret' },
};
