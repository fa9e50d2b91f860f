import { beforeAll, describe, expect, test } from 'vitest';
import { formsOf, shippedIds, typables } from './doors.ts';
import { allOf } from './kind.ts';
import { type Asker, commandOf, formOf, pressOf, type Raw } from './raw.ts';
import { openTarget, type Target } from './target.ts';

const secret = 'zanzibarlantern';

let target: Target;
let ada: Asker;
let bo: Asker;
beforeAll(async () => {
  target = await openTarget();
  ada = { id: target.idOf('Ada'), place: 'own-dm' };
  bo = { id: target.idOf('Bo'), place: 'own-dm' };
  for (const raw of kept(bo)) await target.take(raw);
}, 60_000);

/** Has something of one's own kept, of every kind that holds words. */
function* kept(who: Asker): Iterable<Raw> {
  yield pressOf(who, 'checkin:start-keeping:30');
  yield pressOf(who, 'checkin:keep:sad:6:tp7abc', undefined);
  yield formOf(who, 'checkin:noted:tp7abc', { note: `note ${secret}` });
  yield formOf(who, 'plan:written:steadies:new', { steadies: `plan ${secret}` });
  yield commandOf(who, 'promise', [], 'make');
  yield pressOf(who, 'settings:turn:calmText:on');
}

/** Everything a stranger can hand in, with the other's id wherever an id, an owner or a number may stand. */
async function* tried(who: Asker, other: string): AsyncIterable<Raw> {
  for (const id of shippedIds) {
    const [command = '', action = '', ...args] = id.split(':');
    yield pressOf(who, id);
    for (const at of args.keys())
      yield pressOf(who, [command, action, ...args.with(at, other)].join(':').slice(0, 100), [other]);
    yield pressOf(who, `${command}:${action}:${other}:${other}`);
  }
  for (const { to, fields } of await formsOf(target, who))
    yield formOf(
      who,
      to,
      Object.fromEntries(
        Object.entries(fields).map(([name, kind]) => [name, kind === 'text' ? other : [other]]),
      ),
    );
  for (const { command, subcommand, options } of typables(target)) {
    const texts = Object.entries(options).filter(([, { kind }]) => kind === 'text' || kind === 'choice');
    yield commandOf(
      who,
      command.name,
      texts.map(([name]) => ({ name, type: 3, value: other })),
      subcommand,
    );
    yield commandOf(who, command.name, [], subcommand);
  }
}

describe('what somebody keeps', () => {
  test('is there to be reached at all', async () => {
    expect(Object.keys(await target.stored(bo.id))).toEqual(
      expect.arrayContaining(['plan', 'checkins', 'preferences']),
    );
    expect(allOf(await target.take(pressOf(bo, 'my-data:file')))).toContain(secret);
  });

  test('is shown to nobody else and changed by nobody else, whatever they send', async () => {
    const before = await target.stored(bo.id);
    for await (const raw of tried(ada, bo.id)) {
      const came = await target.take(raw);
      expect(allOf(came), JSON.stringify(raw)).not.toContain(secret);
    }
    expect(await target.stored(bo.id)).toEqual(before);
  }, 60_000);

  test('stays where somebody else deletes everything of theirs', async () => {
    const before = await target.stored(bo.id);
    for (const id of shippedIds.filter(id => id.startsWith('my-data:delete')))
      await target.take(pressOf(ada, id, [bo.id]));
    expect(await target.stored(bo.id)).toEqual(before);
  });

  test('is not mixed with what comes from nobody', async () => {
    const { member: _, user: __, ...nobody } = pressOf(bo, 'my-data:file') as Raw;
    expect((await target.take(nobody)).first).toEqual([]);
    const noId = { ...nobody, user: { id: '' } };
    expect((await target.take(noId)).first).toEqual([]);
  });

  test('of a server is changed by nobody who may not manage it', async () => {
    const member: Asker = { id: ada.id, place: 'server' };
    const before = await target.stored('400000000000000001');
    for (const id of shippedIds.filter(id => id.startsWith('server:')))
      await target.take(pressOf(member, id, ['Europe/Berlin']));
    for (const { command, subcommand, options } of typables(target).filter(({ command }) => command.needs)) {
      const filled = Object.keys(options).map(name => ({ name, type: 3, value: usual[name] ?? '1' }));
      await target.take(commandOf(member, command.name, filled, subcommand));
    }
    expect(await target.stored('400000000000000001')).toEqual(before);
  });
});

const usual: Readonly<Record<string, string>> = {
  state: 'on',
  time: '9',
  timezone: 'Lisbon',
  channel: '300000000000000001',
};
