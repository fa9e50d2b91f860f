import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';

/** Node's own loader, as it is where SQLite was not compiled. */
const uncompiled = `data:text/javascript,${encodeURIComponent(`
  import Module from 'node:module';
  const load = Module._load;
  Module._load = (name, ...more) => {
    if (name === 'bindings') throw new Error('Could not locate the bindings file.');
    return load(name, ...more);
  };
`)}`;

test('a driver that was not compiled is said to be missing, and the process goes on', () => {
  const script = `
    import { loadDriver } from './dist/src/store/sqlite-driver.js';
    await loadDriver().catch(error => console.log(error.name));
    await new Promise(resolve => setTimeout(resolve, 100));
    console.log('goes on');
  `;
  const args = ['--import', uncompiled, '--input-type=module', '--eval', script];
  const said = execFileSync(process.execPath, args, { cwd: packageRoot(import.meta.url), encoding: 'utf8' });
  expect(said).toBe('DriverMissingError\ngoes on\n');
});
