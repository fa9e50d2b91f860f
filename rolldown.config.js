import { readdirSync } from 'node:fs';

/**
 * Puts what `npm run build` made into few files, and most packages with it: Node then reads some ten files at a start in place of a
 * thousand. `npm start` and the container start so; `npm run dev` does not.
 */
const commands = readdirSync('dist/commands')
  .filter(file => file.endsWith('.js'))
  .map(file => `commands/${file.slice(0, -'.js'.length)}`);

export default {
  input: Object.fromEntries(['src/main', ...commands].map(name => [name, `dist/${name}.js`])),
  platform: 'node',
  // discord.js offers one to bots on several machines; nothing here calls it.
  checks: { eval: false },
  external: [
    // What has files of its own that it looks for, or parts made for one machine.
    /^(@keyv\/sqlite|sqlite3|@resvg\/resvg-js|dejavu-fonts-ttf|pino|gifenc)/,
    // What is loaded only where somebody asks.
    /^(bullmq|echarts|prom-client)/,
    // What discord.js takes where it is installed.
    /^(bufferutil|utf-8-validate|zlib-sync|erlpack)$/,
  ],
  output: {
    dir: 'dist/bundle',
    entryFileNames: '[name].js',
    // Told apart, so that a test can see that a bot with a token loads nothing of the playground.
    chunkFileNames: ({ moduleIds }) =>
      moduleIds.some(id => id.includes('/dist/src/playground/'))
        ? 'chunks/playground/[name].js'
        : 'chunks/[name].js',
    // discord.js goes by the names of classes.
    keepNames: true,
    cleanDir: true,
  },
};
