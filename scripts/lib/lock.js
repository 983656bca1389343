'use strict';

const fs = require('node:fs');

const LOOK_EVERY_MS = 1_000;

/**
 * Runs `work` while no other process of this machine runs it under the same lock file. The file holds
 * the owner's process id: a lock whose owner is gone is taken over, so a killed run blocks nobody.
 * @param {string} file
 * @param {() => void | Promise<void>} work
 */
async function exclusively(file, work) {
	let told = false;
	while (!take(file)) {
		if (!told) console.error(`Waiting for another process to finish (${file})`);
		told = true;
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
	try {
		await work();
	} finally {
		fs.rmSync(file, { force: true });
	}
}

function take(file) {
	try {
		fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
	}
	const owner = ownerOf(file);
	if (isAlive(owner)) return false;
	// Renaming first: of two processes that find the same dead owner only one gets the file. The other
	// may get the winner's new lock instead, and puts it back.
	const taken = `${file}.${process.pid}`;
	try {
		fs.renameSync(file, taken);
		if (ownerOf(taken) !== owner) fs.linkSync(taken, file);
		fs.rmSync(taken, { force: true });
	} catch (error) {
		if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
	}
	return false;
}

/** Process id in the file; 0 while its owner has not yet written it. */
function ownerOf(file) {
	try {
		return Number(fs.readFileSync(file, 'utf8'));
	} catch (error) {
		if (error.code === 'ENOENT') return 0;
		throw error;
	}
}

function isAlive(owner) {
	if (!owner) return true;
	try {
		process.kill(owner, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

module.exports = { exclusively };
