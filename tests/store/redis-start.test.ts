import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { openRedis } from '../../src/store/redis.ts';
import { certificateIn, makesCertificates } from './certificate.ts';
import {
  afterwards,
  describeRedis,
  emptyRedis,
  expectWorks,
  folder,
  note,
  notes,
  opened,
  ownRedis,
  quiet,
  seal,
  storeOn,
} from './places.ts';
import { freePort } from './redis-server.ts';

/** What is said of a Redis that cannot be used, once no more than this is waited for one. */
async function fault(url: string, startFor = 1_000): Promise<string> {
  const failure = await openRedis(url, { log: quiet, startFor }).then(
    backend => backend.close().then(() => 'no fault'),
    (error: unknown) => error as { why: string; message: string },
  );
  return typeof failure === 'string' ? failure : `${failure.why}: ${failure.message}`;
}

const at = (port: number, host = '127.0.0.1') => `The store's Redis at ${host}:${port}`;

/** Something that listens, and is no Redis. */
async function listener(hear: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    hear(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as { port: number }).port;
}

describeRedis('a start on a Redis', () => {
  test('finds what was kept there, in the database of its address and under its own keys', async () => {
    const redis = await emptyRedis();
    const open = (database: string) => openRedis(`${redis.url()}${database}`, { log: quiet });
    const first = await opened(() => open('/3'));
    await storeOn(first)
      .collection(notes)
      .update('1', () => note(1));
    await storeOn(first)
      .collection({ ...notes, name: 'other_notes' })
      .update('a:b', () => note(2));
    await first.close();
    const again = storeOn(await opened(() => open('/3'))).collection(notes);
    expect(await again.get('1')).toEqual(note(1));
    expect(
      await storeOn(await opened(() => open('')))
        .collection(notes)
        .get('1'),
    ).toBeUndefined();
    await redis.ask('SWAPDB', '0', '3');
    const keys = ((await redis.ask('KEYS', '*')) as string[]).filter(key => !key.startsWith('steady:#'));
    expect(keys.sort()).toEqual([
      'steady:notes',
      'steady:notes:1',
      'steady:other_notes',
      'steady:other_notes:a:b',
    ]);
    for (const key of (await redis.ask('KEYS', 'steady:#*')) as string[]) {
      expect(await redis.ask('TTL', key)).toBeGreaterThan(0);
      expect(await redis.ask('TTL', key)).toBeLessThan(20);
    }
  });

  test('seals what is to be sealed before it leaves the process', async () => {
    const redis = await emptyRedis();
    const kept = storeOn(await opened(() => openRedis(redis.url(), { log: quiet }))).collection({
      ...notes,
      sealed: ['text'],
    });
    await kept.update('1', () => note(1, 'call my sister'));
    const stored = String(await redis.ask('GET', 'steady:notes:1'));
    expect(stored).not.toContain('sister');
    expect(stored).toContain('"sealed":["text"]');
    expect(await kept.get('1')).toEqual(note(1, 'call my sister'));
  });

  test('waits a while for one that is not there yet', async () => {
    const redis = await ownRedis();
    await redis.kill();
    const opening = opened(() => openRedis(redis.url(), { log: quiet, startFor: 15_000 }));
    await redis.startAgain();
    const kept = storeOn(await opening).collection(notes);
    await kept.update('1', () => note(1));
    await expectWorks(kept, 1);
  });

  test('says in one sentence that nothing is there, or no such host', async () => {
    const port = await freePort();
    expect(await fault(`redis://:secret@127.0.0.1:${port}`)).toBe(
      `away: ${at(port)} is not there: nothing listens on that port.`,
    );
    expect(await fault(`redis://[::1]:${port}`)).toMatch(
      /^away: The store's Redis at \[::1\]:\d+ \S[^\n]+\.$/,
    );
    expect(await fault('redis://nobody.invalid')).toMatch(
      /^away: The store's Redis at nobody\.invalid:6379 cannot be found: [^\n]+\.$/,
    );
  });

  test('says in one sentence that it is not let in, at once, and without the password', async () => {
    const redis = await ownRedis('--requirepass', 'right');
    const began = performance.now();
    expect(await fault(redis.url(), 20_000)).toBe(
      `refused: ${at(redis.port)} wants a password, and STORE_URL names none.`,
    );
    for (const user of [':wrong@', 'me:right@', 'default:wrong@']) {
      expect(await fault(redis.url(user), 20_000)).toBe(
        `refused: ${at(redis.port)} does not take the user or the password of STORE_URL.`,
      );
    }
    expect(await fault(`${redis.url(':right@')}/99`, 20_000)).toBe(
      `refused: ${at(redis.port)} has no database of the number in STORE_URL.`,
    );
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await fault(redis.url(':right@'))).toBe('no fault');
    expect(await fault(redis.url('default:right@'))).toBe('no fault');
    const open = await emptyRedis();
    expect(await fault(open.url(':secret@'))).toBe(
      `refused: ${at(open.port)} has no password, and STORE_URL names one.`,
    );
  });

  test('says that its user may not do what the store needs; a user that may do only that is enough', async () => {
    const redis = await ownRedis();
    await redis.ask('ACL', 'SETUSER', 'reader', 'on', '>pw', '~*', '+@read', '+@connection');
    expect(await fault(redis.url('reader:pw@'))).toBe(
      `refused: ${at(redis.port)} does not let its user do what the store needs.`,
    );
    const needed = '+get +set +del +exists +mget +zadd +zrem +zrangebylex +eval +evalsha'.split(' ');
    await redis.ask('ACL', 'SETUSER', 'steady', 'on', '>pw', '~steady:*', ...needed);
    const store = storeOn(await opened(() => openRedis(redis.url('steady:pw@'), { log: quiet })));
    const kept = store.collection(notes);
    await kept.update('1', () => note(1));
    await expectWorks(kept, 1);
    expect(await kept.delete('1')).toBe(true);
    expect(await store.sweep(0)).toBe(0);
    await store.scrub();
  });

  test('says that what is there is no Redis, or does not speak, or not over TLS', async () => {
    const web = await listener(socket =>
      socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    expect(await fault(`redis://127.0.0.1:${web}`)).toBe(
      `failed: ${at(web)} does not answer as a Redis does.`,
    );
    const shell = await listener(socket => socket.write('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await fault(`redis://127.0.0.1:${shell}`)).toContain('failed: ');
    const mute = await listener(() => {});
    expect(await fault(`redis://127.0.0.1:${mute}`, 4_000)).toBe(
      `slow: ${at(mute)} takes connections, and does not answer.`,
    );
    const plain = await emptyRedis();
    expect(await fault(plain.url().replace('redis:', 'rediss:'), 3_000)).toBe(
      `away: ${at(plain.port)} does not answer over TLS (rediss:).`,
    );
    expect(await fault(`rediss://127.0.0.1:${web}`, 3_000)).toMatch(
      /^refused: [^\n]+ does not speak TLS there \(\w+\)\.$/,
    );
    const leaving = await listener(socket => socket.end());
    expect(await fault(`redis://127.0.0.1:${leaving}`)).toBe(
      `away: ${at(leaving)} cuts the connection before it answers, as one does that takes TLS only (rediss:).`,
    );
  });

  test('leaves no connection behind when it was given up before Redis spoke', async () => {
    const redis = await ownRedis();
    redis.freeze();
    const given = fault(redis.url(), 400);
    setTimeout(() => redis.wake(), 800);
    expect(await given).toMatch(/^away: [^\n]+ cannot be reached\.$/);
    await expect
      .poll(
        async () =>
          String(await redis.ask('CLIENT', 'LIST'))
            .trim()
            .split('\n').length,
      )
      .toBe(1);
  });

  test('is not taken in by an address that is none', async () => {
    for (const url of ['redis://', 'redis:secret', 'redis://me:secret@it:port']) {
      expect(await fault(url)).toBe('failed: Expected redis:// or rediss:// and a host, got something else.');
      await expect(openStore(url, { root: '/', log: quiet, seal })).rejects.toMatchObject({ why: 'failed' });
    }
  });

  test.skipIf(!makesCertificates())(
    'speaks TLS where its certificate is trusted, and refuses it where it is not',
    async () => {
      const { key, cert } = certificateIn(folder());
      const port = await freePort();
      const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
      await ownRedis('--tls-port', `${port}`, '--tls-auth-clients', 'no', ...files);
      expect(await fault(`rediss://localhost:${port}`)).toMatch(
        new RegExp(
          `^refused: ${at(port, 'localhost')} shows a certificate that is not trusted here \\(\\w+\\)\\.$`,
        ),
      );
      expect(await fault(`redis://127.0.0.1:${port}`)).toBe(
        `away: ${at(port)} cuts the connection before it answers, as one does that takes TLS only (rediss:).`,
      );
      const child = join(import.meta.dirname, 'redis-child.mjs');
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: cert };
      await promisify(execFile)(process.execPath, [child, `rediss://localhost:${port}`, '5', 'a'], { env });
    },
  );
});
