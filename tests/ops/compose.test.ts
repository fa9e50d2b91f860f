import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { names, settings } from '../../src/config/settings.ts';
import { packageRoot } from '../../src/core/package-root.ts';

const root = packageRoot(import.meta.url);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What these files use of Compose, and nothing else: a misspelt key would be ignored by nobody but this machine. */
const service = z.strictObject({
  build: z.string().optional(),
  image: z.string().optional(),
  restart: z.literal('unless-stopped'),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  command: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  networks: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
    })
    .optional(),
  stop_grace_period: z.string().optional(),
});
const compose = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
  networks: z.record(z.string(), z.null()).optional(),
});

const one = compose.parse(parse(read('compose.yaml'), { merge: true }));
const scale = compose.parse(parse(read('compose.scale.yaml'), { merge: true }));
const replicas = Object.keys(scale.services).filter(name => name.startsWith('steady-'));
const serviceOf = (name: string) => {
  const found = scale.services[name];
  if (!found) throw new Error(`Expected a service ${name}, found none.`);
  return found;
};

describe.each([
  ['compose.yaml', one],
  ['compose.scale.yaml', scale],
])('%s', (_, file) => {
  test('starts what it made itself, or an image of one version', () => {
    for (const { build, image } of Object.values(file.services)) {
      if (build === undefined) expect(image).toMatch(/^[a-z]+:\d+\.\d+\.\d+-[a-z]+$/);
      else expect(build).toBe('.');
    }
  });

  test('names every volume and network it uses', () => {
    const all = Object.values(file.services);
    const volumes = all.flatMap(({ volumes = [] }) => volumes.map(volume => volume.split(':')[0] ?? ''));
    expect(new Set(volumes.filter(name => !name.startsWith('.')))).toEqual(
      new Set(Object.keys(file.volumes)),
    );
    expect(new Set(all.flatMap(({ networks = [] }) => networks))).toEqual(
      new Set(Object.keys(file.networks ?? {})),
    );
  });

  test('gives Steady longer to stop than it takes', () => {
    const own = Object.values(file.services).filter(({ build }) => build !== undefined);
    const seconds = own.map(({ stop_grace_period: grace = '' }) => Number.parseInt(grace, 10));
    expect(seconds.length).toBeGreaterThan(0);
    expect(Math.min(...seconds)).toBeGreaterThan(10);
  });
});

describe('compose.scale.yaml', () => {
  test('starts three replicas alike, behind a proxy, over one Redis', () => {
    expect(Object.keys(scale.services)).toEqual([...replicas, 'proxy', 'redis']);
    expect(replicas).toHaveLength(3);
    for (const name of replicas) expect(serviceOf(name)).toEqual(serviceOf(replicas[0] ?? ''));
  });

  test('sets what is a setting, to what may be set', () => {
    const { environment = {}, env_file } = serviceOf(replicas[0] ?? '');
    expect(env_file).toBe('.env');
    expect(names).toEqual(expect.arrayContaining(Object.keys(environment)));
    for (const [name, value] of Object.entries(environment)) {
      const setting = settings.shape[name as keyof typeof settings.shape] as z.ZodType | undefined;
      if (setting) expect([name, setting.safeParse(value).success]).toEqual([name, true]);
    }
    expect(environment).toMatchObject({ TRANSPORT: 'http', STORE_URL: 'redis://redis:6379' });
  });

  test('has a Caddy that can send a request on whose connection was refused', () => {
    const [major = 0, minor = 0, patch = 0] =
      (serviceOf('proxy').image ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThan(2_011_001);
  });

  test('has a Redis that keeps what it is given', () => {
    const { command, volumes } = serviceOf('redis');
    expect(command).toEqual(['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
    expect(volumes).toEqual(['redis:/data']);
  });

  test('lets the proxy alone be reached from outside, and Redis from the replicas alone', () => {
    const published = Object.entries(scale.services).filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['proxy']);
    expect(serviceOf('proxy').networks).toEqual(['front']);
    expect(serviceOf('redis').networks).toEqual(['back']);
  });

  test('asks for what nobody can guess, and for nothing else', () => {
    const asked = [...read('compose.scale.yaml').matchAll(/\$\{(\w+)[^}]*\}/g)].map(([, name]) => name);
    expect(asked).toEqual(['SITE']);
    expect(serviceOf('proxy').environment?.SITE).toContain('SITE:?');
  });
});

describe('the Caddyfile', () => {
  const caddyfile = read('Caddyfile');
  const { environment = {} } = serviceOf(replicas[0] ?? '');

  test('sends to every replica, where it listens', () => {
    const upstreams = [...caddyfile.matchAll(/reverse_proxy (.*) \{/g)].map(([, list]) => list);
    const all = replicas.map(name => `${name}:${environment.PORT}`).join(' ');
    expect(upstreams).toEqual([all]);
  });

  test('asks each whether it takes interactions, where it says so', () => {
    expect(caddyfile).toContain('health_uri /readyz/endpoint\n');
    expect(caddyfile).toContain(`health_port ${environment.HEALTH_PORT}\n`);
    expect(environment.HEALTH_HOST).toBe('0.0.0.0');
  });

  test('sends nothing twice that was taken, nor on a connection that may be closing', () => {
    expect(caddyfile).not.toContain('lb_retry_match');
    expect(caddyfile).toContain('keepalive off\n');
  });
});
