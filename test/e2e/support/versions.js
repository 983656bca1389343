'use strict';

const { OLDER } = require('../../../scripts/lib/n8n');

/** The versions of n8n that the suite `versions` runs, oldest first; `undefined` is the one of all other suites. */
const VERSIONS = [...OLDER, undefined];

/** Is this version before 2.34? */
function isBefore234(version) {
	if (version === undefined) return false;
	const [major, minor] = version.split('.').map(Number);
	return major < 2 || (major === 2 && minor < 34);
}

module.exports = { VERSIONS, isBefore234 };
