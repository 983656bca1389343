import { classifyFault } from '../../../nodes/CreateProject/delivery/fault';
import { Secrets } from '../../../nodes/CreateProject/project/secrets';

const coded = (code: string, extra: object = {}): Error => Object.assign(new Error('x'), { code, ...extra });

const classify = (error: unknown) => classifyFault(error, new Secrets());

describe('classifyFault', () => {
	it.each([
		['ENOTFOUND', 'dns', 'no', false],
		['EAI_AGAIN', 'dns', 'no', false],
		['ECONNREFUSED', 'refused', 'no', false],
		['EADDRNOTAVAIL', 'unreachable', 'no', false],
		['UND_ERR_CONNECT_TIMEOUT', 'connectTimeout', 'no', false],
		['CERT_HAS_EXPIRED', 'certificate', 'no', true],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', 'no', true],
		['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', 'no', true],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', 'no', true],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', 'no', true],
		['ECONNABORTED', 'timeout', 'maybe', false],
		['ETIMEDOUT', 'timeout', 'maybe', false],
		['ECONNRESET', 'reset', 'maybe', false],
		['EPIPE', 'reset', 'maybe', false],
		['UND_ERR_SOCKET', 'reset', 'maybe', false],
		['ERR_CANCELED', 'canceled', 'maybe', false],
	])('takes %s for "%s", sent: %s', (code, reason, sent, permanent) => {
		expect(classify(coded(code))).toMatchObject({ reason, sent, permanent });
	});

	it.each([
		['EHOSTUNREACH', 'connect', 'unreachable', 'no'],
		['ENETUNREACH', 'connect', 'unreachable', 'no'],
		['ENETDOWN', 'connect', 'unreachable', 'no'],
		['EHOSTDOWN', 'connect', 'unreachable', 'no'],
		['EHOSTUNREACH', 'read', 'unreachable', 'maybe'],
		['ENETUNREACH', 'write', 'unreachable', 'maybe'],
		['ENETDOWN', undefined, 'unreachable', 'maybe'],
		['EPROTO', 'write', 'tls', 'maybe'],
		['ERR_SSL_WRONG_VERSION_NUMBER', undefined, 'tls', 'maybe'],
		['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', undefined, 'tls', 'maybe'],
		['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', undefined, 'tls', 'maybe'],
		['ERR_TLS_HANDSHAKE_TIMEOUT', undefined, 'tls', 'maybe'],
	])('takes %s of %s for "%s", sent: %s', (code, syscall, reason, sent) => {
		expect(classify(coded(code, { syscall }))).toMatchObject({ reason, sent });
	});

	it('reads the call that failed from the message, where a wrapper has left it out', () => {
		const wrapped = Object.assign(new Error('connect EHOSTUNREACH 192.0.2.1:443'), { code: 'EHOSTUNREACH' });
		expect(classify(wrapped)).toMatchObject({ sent: 'no' });
	});

	it('knows a timeout of connect itself from one of the answer', () => {
		expect(classify(coded('ETIMEDOUT', { syscall: 'connect' }))).toMatchObject({ reason: 'connectTimeout', sent: 'no' });
	});

	it('finds the code under the errors that n8n wraps around it', () => {
		const deep = new Error('outer', { cause: new Error('middle', { cause: coded('ECONNREFUSED') }) });
		expect(classify(deep)).toMatchObject({ reason: 'refused', sent: 'no' });
	});

	it("reads n8n's NodeApiError, which keeps the network's code as a text in httpCode", () => {
		expect(classify({ name: 'NodeApiError', message: 'x', httpCode: 'ECONNRESET' })).toMatchObject({ reason: 'reset', sent: 'maybe' });
	});

	it('reads the first of the addresses that Happy Eyeballs tried', () => {
		expect(classify(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))).toMatchObject({ reason: 'refused', sent: 'no' });
	});

	it.each([
		['socket hang up', 'reset'],
		['the request was aborted by the peer', 'reset'],
		['timeout of 300ms exceeded', 'timeout'],
		['socket hang up: https://oauth.example.com/projects', 'reset'],
		['something nobody has seen before', 'other'],
	])('takes "%s" without a code for something that may have been sent', (message, reason) => {
		expect(classify(new Error(message))).toMatchObject({ reason, sent: 'maybe', permanent: false });
	});

	it.each([[undefined], [null], ['text'], [42]])('takes %p, which is no error at all, for something that may have been sent', (thrown) => {
		expect(classify(thrown)).toMatchObject({ reason: 'other', sent: 'maybe' });
	});

	it('ends on a chain of causes that bites its own tail', () => {
		const loop: { message: string; cause?: unknown } = { message: 'round' };
		loop.cause = loop;
		expect(classify(loop)).toMatchObject({ reason: 'other', sent: 'maybe' });
	});

	it('knows what was never sent because it was not allowed, and that a repeat would not help', () => {
		expect(classify(Object.assign(new Error('x'), { name: 'SsrfBlockedIpError' }))).toMatchObject({
			reason: 'blocked',
			sent: 'no',
			permanent: true,
		});
		expect(classify(new Error('Domain not allowed: example.com'))).toMatchObject({ reason: 'blocked', sent: 'no', permanent: true });
	});
});
