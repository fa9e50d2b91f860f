import { describe, expect, it } from 'vitest';
import { toRequest } from '../../src/discord/request.ts';
import { ada, component, EPHEMERAL, inOtherDm, modal } from './payloads.ts';

const caller = {
  id: ada.id,
  locale: 'en-GB',
  place: 'server',
  channel: '300000000000000001',
  managesServer: false,
  server: '400000000000000001',
  mayWrite: true,
};
const v2 = 1 << 15;

describe('a button', () => {
  it('leads where its custom_id says, and knows that only one person sees it', () => {
    const pressed = component({ component_type: 2, custom_id: 'ground:next:look-around:2' }, EPHEMERAL | v2);
    expect(toRequest(pressed)).toEqual({
      kind: 'action',
      caller,
      command: 'ground',
      action: 'next',
      args: ['look-around', '2'],
      values: [],
      message: '6',
      onPrivate: true,
    });
  });

  it('knows when others see it too', () => {
    const pressed = component({ component_type: 2, custom_id: 'ground:join' }, v2, inOtherDm);
    expect(toRequest(pressed)).toMatchObject({ onPrivate: false, caller: { place: 'other-dm' } });
  });
});

describe('a menu', () => {
  it('brings what was chosen', () => {
    const data = { component_type: 3, custom_id: 'ground:change:look-around', values: ['all', 'night'] };
    expect(toRequest(component(data, EPHEMERAL))).toMatchObject({
      kind: 'action',
      action: 'change',
      args: ['look-around'],
      values: ['all', 'night'],
    });
  });
});

describe('a form', () => {
  it('brings what was typed and what was chosen, by field', () => {
    const sent = modal(
      'checkin:kept:7',
      [
        { type: 4, custom_id: 'word', value: 'jumpy' },
        { type: 4, custom_id: 'note', value: '' },
        { type: 3, custom_id: 'group', values: ['fear'] },
        { type: 21, custom_id: 'keep', value: 'yes' },
        { type: 22, custom_id: 'days', values: ['mon', 'thu'] },
      ],
      EPHEMERAL,
    );
    expect(toRequest(sent)).toEqual({
      kind: 'form',
      caller,
      command: 'checkin',
      action: 'kept',
      args: ['7'],
      texts: { word: 'jumpy', note: '' },
      chosen: { group: ['fear'], keep: ['yes'], days: ['mon', 'thu'] },
      onPrivate: true,
    });
  });

  it('takes what was left alone for nothing chosen and nothing typed', () => {
    const left = modal('checkin:kept', [
      { type: 4, custom_id: 'note', value: null },
      { type: 3, custom_id: 'group', values: [] },
      { type: 21, custom_id: 'keep', value: null },
    ]);
    expect(toRequest(left)).toMatchObject({ texts: { note: '' }, chosen: { group: [], keep: [] } });
  });

  it('opened by a command stands on no message', () => {
    expect(toRequest(modal('explain:words', []))).toMatchObject({ kind: 'form', onPrivate: false });
  });

  it('opened from a message others see is not private', () => {
    expect(toRequest(modal('explain:words', [], v2))).toMatchObject({ onPrivate: false });
  });

  it('passes over the text that stands between its fields', () => {
    const sent = modal('explain:words', [{ type: 4, custom_id: 'words', value: 'jumpy' }]);
    const { data } = sent as unknown as { data: { components: object[] } };
    data.components.unshift({ type: 10, id: 9 });
    expect(toRequest(sent)).toMatchObject({ texts: { words: 'jumpy' }, chosen: {} });
  });
});
