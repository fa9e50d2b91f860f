import { button, type Card, card, row, text, title, webLink } from '../../src/core/reply.ts';
import type { Words } from '../../src/library/schema.ts';
import { defaultServer } from '../../src/people/servers.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { addressOf, isPosted, notPosted, orTakenAway, type Posted } from './posting.ts';

/** Posts the card that lasts. One that stood before stays, and can be removed. */
export async function postPanel(context: Context, server: string, channel: string): Promise<Card> {
  const { people, messages } = context;
  const earlier = (await people.read('servers', server))?.panel;
  const panel = await messages.post(channel, panelCard(context));
  if (!isPosted(panel)) return notPosted(context, channel, panel);
  await orTakenAway(context, panel, () =>
    people.change('servers', server, (known = { ...defaultServer, usedOn: '' }) => ({ ...known, panel })),
  );
  return standsThere(context, server, panel, earlier);
}

/** Takes a panel away. */
export async function removePanel(context: Context, server: string, panel: Posted): Promise<Card> {
  const { people, messages, say } = context;
  const removed = await messages.remove(panel.channel, panel.message);
  if (removed !== 'done') {
    const why = removed === 'not-now' ? 'server.still-there' : 'server.out-of-reach';
    return card([text(say(why, { channel: panel.channel })), row(removeButton(say, panel))]);
  }
  await people.amend('servers', server, known => {
    const { panel: kept, ...rest } = known;
    return kept?.message === panel.message ? rest : 'same';
  });
  return card([text(say('server.panel.removed'))]);
}

/** Words that anybody may see. What each button opens is private, and no button of it ever changes. */
export function panelCard({ say }: Pick<Words, 'say'>): Card {
  return card([
    title(say('server.outside.panel-title')),
    text(say('server.outside.panel-text')),
    row(
      button(say('help.bad-now'), go('ground', 'open', ''), 'main'),
      button(say('help.own-words'), go('explain', 'ask')),
      button(say('help.daily'), go('nudge', 'form')),
      button(say('card.help'), go('help-now', 'open', '')),
    ),
  ]);
}

function standsThere({ say }: Context, server: string, panel: Posted, earlier: Posted | undefined): Card {
  const { channel } = panel;
  return card([
    text(say('server.panel.posted', { channel })),
    row(webLink(say('server.go-to'), addressOf(server, panel))),
    ...(earlier
      ? [
          text(say('server.panel.earlier', { channel: earlier.channel })),
          row(
            webLink(say('server.panel.go-to-earlier'), addressOf(server, earlier)),
            removeButton(say, earlier),
          ),
        ]
      : []),
  ]);
}

const removeButton = (say: Context['say'], { channel, message }: Posted) =>
  button(say('server.panel.remove-earlier'), go('server', 'remove-panel', channel, message));
