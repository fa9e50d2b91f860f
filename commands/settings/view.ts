import { type Block, button, type Card, card, menu, row, small, text, title } from '../../src/core/reply.ts';
import { leaveOuts, type Preferences } from '../../src/people/preferences.ts';
import { timeIn } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { countryName } from '../../src/safety/lines.ts';

/** What is turned on or off with one button. */
export const toggles = ['calmText', 'discreet', 'silent'] as const;
export type Toggle = (typeof toggles)[number];

/** All settings on one card, with what changes them. `note` says what was just done. */
export function settingsCard(context: Context, kept: Omit<Preferences, 'usedOn'>, note?: string): Card {
  const { say } = context;
  return card([
    title(say('settings.title')),
    ...(note ? [text(note)] : []),
    text(
      [
        zoneLine(context, kept.timeZone),
        countryLine(context, kept.country),
        ...toggles.map(what => say(`settings.${keys[what]}.${kept[what] ? 'on' : 'off'}`)),
      ].join('\n'),
    ),
    row(...toggles.map(what => toggleButton(say, what, kept[what]))),
    leaveOutMenu(say, kept.leaveOut),
    ...(kept.leaveOut.length > 0
      ? [row(button(say('settings.leave-out.nothing'), go('settings', 'leave-nothing')))]
      : []),
    small(say('settings.intro')),
  ]);
}

function zoneLine({ say, caller, clock }: Context, zone: string | undefined): string {
  if (zone === undefined) return say('settings.no-time-zone');
  return say('settings.time-zone', { zone, time: timeIn(zone, caller.locale, clock.now()) });
}

function countryLine({ say, caller }: Context, code: string | undefined): string {
  if (code === undefined) return say('settings.no-country');
  return say('settings.country', { country: countryName(code, caller.locale) });
}

function toggleButton(say: Context['say'], what: Toggle, isOn: boolean) {
  const to = isOn ? 'off' : 'on';
  return button(say(`settings.${keys[what]}.button-${to}`), go('settings', 'turn', what, to));
}

function leaveOutMenu(say: Context['say'], leftOut: readonly string[]): Block {
  return menu({
    to: go('settings', 'leave-out'),
    placeholder: say('settings.leave-out.menu'),
    most: leaveOuts.length,
    options: leaveOuts.map(what => ({
      label: say(`settings.leave-out.${what}`),
      value: what,
      chosen: leftOut.includes(what),
    })),
  });
}

const keys: Readonly<Record<Toggle, string>> = {
  calmText: 'calm-text',
  discreet: 'discreet',
  silent: 'silent',
};
