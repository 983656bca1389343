'use strict';

/** `node guard.js GROUP`: ends a process group when the one that started us is gone (programs.js). */
const group = Number(process.argv[2]);

process.stdin.resume();
process.stdin.once('close', () => {
	try {
		process.kill(-group, 'SIGKILL');
	} catch {
		// Already ended.
	}
	process.exit();
});
