import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const program = 'openssl';

/** Whether this machine can make one. */
export const makesCertificates = (): boolean => spawnSync(program, ['version']).status === 0;

/** A certificate of localhost that nobody has signed but itself, in a folder. */
export function certificateIn(folder: string): { key: string; cert: string } {
  const key = join(folder, 'key.pem');
  const cert = join(folder, 'cert.pem');
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(program, ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { key, cert };
}
