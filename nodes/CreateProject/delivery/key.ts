import { hash } from 'node:crypto';
import { canonicalJson } from '../project/json';
import { createRequest, type Prepared } from '../project/asked/prepare';
import type { OutgoingRequest } from '../project/asked/request';

/** What makes an automatic idempotency key: stable over attempts, Retry On Fail and Retry execution. */
export interface KeyParts {
	/** The execution the first attempt belongs to; *Retry execution* keeps it through the memory. */
	origin: string;
	workflow: string;
	node: string;
	run: number;
	item: number;
	/** {@link fingerprint} of the request. */
	request: string;
}

/** SHA-256 over a create request without its credential: equal requests, equal fingerprints. */
export function fingerprint(method: string, url: string, body: unknown): string {
	return hash('sha256', `${method} ${url}\n${typeof body === 'string' ? body : canonicalJson(body ?? null)}`, 'base64url').slice(0, 22);
}

/** The create request without sign-in and key, and its fingerprint. */
export function requestOf(prepared: Prepared): { request: OutgoingRequest; print: string } {
	const request = createRequest(prepared, { headers: {}, query: {} });
	return { request, print: fingerprint(request.method, request.url, request.body ?? '') };
}

/** 256 bits in 43 characters of the URL alphabet: fits every vendor's limit but the shortest. */
export function automaticKey(parts: KeyParts, maxLength = 255): string {
	return hash('sha256', canonicalJson(parts), 'base64url').slice(0, maxLength);
}

/** The same key as a UUID (RFC 9562, 5.8: version 8, custom), for APIs where the client chooses the id. */
export function keyAsUuid(key: string): string {
	const bytes = hash('sha256', key, 'buffer').subarray(0, 16);
	// Linear documents a UUID v4; version 4 bits keep strict checks content, the value stays a hash.
	bytes[6] = (bytes[6] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
