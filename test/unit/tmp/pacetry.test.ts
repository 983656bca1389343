import { Pace } from '../../../nodes/CreateProject/delivery/pace';
import { VirtualTime, seeded } from '../../support/virtualTime';

interface Server { kind: 'bucket' | 'window'; rate: number; burst: number; windowMs?: number; latency: number; jitter?: number; hiccup?: number; tell?: 'one' | 'exact' | 'none'; hic?: number }

async function go(n: number, workers: number, s: Server, seed = 1) {
	const vt = new VirtualTime();
	const r = seeded(seed);
	const tools = { now: vt.now, sleep: vt.sleep, random: r };
	const pace = new Pace(tools);
	let tokens = s.burst, at = vt.now(), windowStart = vt.now(), used = 0;
	let limited = 0, early = 0, requests = 0, notBefore = 0, toldAt = 0, maxPar = 0;
	const admit = () => {
		const now = vt.now();
		if (s.rate === 0) return true;
		if (s.kind === 'bucket') { tokens = Math.min(s.burst, tokens + (now - at) * s.rate / 1000); at = now; if (tokens >= 1) { tokens -= 1; return true; } return false; }
		if (now - windowStart >= s.windowMs!) { windowStart += Math.floor((now - windowStart) / s.windowMs!) * s.windowMs!; used = 0; }
		if (used < s.burst) { used++; return true; } return false;
	};
	const lat = () => s.latency / 2 * (1 + (s.jitter ?? 0) * (r() - 0.5));
	let next = 0;
	const worker = async () => {
		while (next < n) {
			next++;
			for (;;) {
				const epoch = (await pace.enter())!;
				maxPar = Math.max(maxPar, pace.parallel);
				requests++;
				if (vt.now() < notBefore && vt.now() > toldAt) early++;
				await vt.sleep(lat());
				const isHic = r() < (s.hiccup ?? 0);
				const ok = !isHic && admit();
				let told = 1000;
				if (s.tell === 'exact' && s.kind === 'bucket') told = Math.ceil((1 - tokens) / s.rate * 1000);
				if (s.kind === 'window' && !isHic) told = s.windowMs! - (vt.now() - windowStart);
				if (s.tell === 'none') told = 250 + r() * 250;
				await vt.sleep(lat());
				if (ok) { pace.leave(epoch, 'fine'); break; }
				limited++;
				notBefore = Math.max(notBefore, vt.now() + told); toldAt = vt.now();
				pace.leave(epoch, 'limited', told);
				await vt.sleep(told);
			}
		}
	};
	const t0 = vt.now();
	await vt.run(() => Promise.all(Array.from({ length: workers }, worker)).then(() => undefined));
	const secs = (vt.now() - t0) / 1000;
	const bound = s.rate === 0 ? n / 40 * s.latency / 1000 : s.kind === 'bucket' ? (n - s.burst) / s.rate : (Math.ceil(n / s.burst) - 1) * s.windowMs! / 1000;
	return { secs: +secs.toFixed(2), ratio: +(secs / bound).toFixed(3), p429: +(limited / n * 100).toFixed(1), early, maxPar };
}

it('tries', async () => {
	const rows: string[] = [];
	const show = async (label: string, n: number, w: number, s: Server) => {
		const all = [];
		for (let seed = 1; seed <= 3; seed++) all.push(await go(n, w, s, seed));
		rows.push(label.padEnd(34) + all.map((x) => `${x.secs}s x${x.ratio} ${x.p429}% e${x.early} p${x.maxPar}`.padEnd(34)).join(' | '));
	};
	const b = (rate: number, burst: number, o: Partial<Server> = {}): Server => ({ kind: 'bucket', rate, burst, latency: 20, ...o });
	await show('b 50/50 told 1', 500, 40, b(50, 50));
	await show('b 50/50 told 1 jitter', 500, 40, b(50, 50, { jitter: 1 }));
	await show('b 50/50 lat 5', 500, 40, b(50, 50, { latency: 5, jitter: .5 }));
	await show('b 50/50 lat 100', 500, 40, b(50, 50, { latency: 100, jitter: .5 }));
	await show('b 50/50 hiccup 2%', 500, 40, b(50, 50, { hiccup: .02 }));
	await show('b 50/50 exact', 500, 40, b(50, 50, { tell: 'exact' }));
	await show('b 50/50 none', 500, 40, b(50, 50, { tell: 'none' }));
	await show('b 10/10', 500, 40, b(10, 10));
	await show('b 10/10 exact', 500, 40, b(10, 10, { tell: 'exact' }));
	await show('b 5/5', 500, 40, b(5, 5));
	await show('b 5/5 exact', 500, 40, b(5, 5, { tell: 'exact' }));
	await show('b 5/5 jitter', 500, 40, b(5, 5, { jitter: 1 }));
	await show('b 200/100 told 1', 500, 40, b(200, 100));
	await show('b 200/100 exact', 500, 40, b(200, 100, { tell: 'exact' }));
	await show('b 200/100 none', 500, 40, b(200, 100, { tell: 'none' }));
	await show('b 100/20', 500, 40, b(100, 20));
	await show('b 2/10', 200, 40, b(2, 10));
	await show('b 10/1', 300, 40, b(10, 1));
	await show('w 100 per 10s', 500, 40, { kind: 'window', rate: 10, burst: 100, windowMs: 10_000, latency: 20 });
	await show('w 50 per 1s', 500, 40, { kind: 'window', rate: 50, burst: 50, windowMs: 1_000, latency: 20 });
	await show('w 60 per 60s', 300, 40, { kind: 'window', rate: 1, burst: 60, windowMs: 60_000, latency: 20 });
	await show('clean', 1000, 40, b(0, 0));
	await show('hiccup 1%', 200, 40, b(0, 0, { hiccup: .01 }));
	await show('hiccup 4%', 200, 40, b(0, 0, { hiccup: .04 }));
	await show('hiccup 4% long', 2000, 40, b(0, 0, { hiccup: .04 }));
	await show('hiccup 20%', 200, 40, b(0, 0, { hiccup: .2 }));
	await show('hiccup 20% workers 8', 200, 8, b(0, 0, { hiccup: .2 }));
	await show('b 50/50 w1', 300, 1, b(50, 50));
	await show('b 5/5 w1', 200, 1, b(5, 5));
	await show('b 5/5 w3', 200, 3, b(5, 5));
	process.stdout.write(rows.join('\n') + '\n');
});
