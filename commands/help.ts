import { button, card, row, text, title } from '../src/core/reply.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';

declare module '../src/router/links.ts' {
  interface Links {
    help: { open: [] };
  }
}

export default defineCommand({
  name: 'help',
  description: 'Where to start',
  run: { answers: 'new', with: context => whereToStart(context) },
  actions: { open: { answers: 'update', with: context => whereToStart(context) } },
});

function whereToStart({ say }: Context) {
  return card([
    title(say('help.title')),
    text(say('help.intro')),
    row(
      button(say('help.bad-now'), go('ground', 'open', ''), 'main'),
      button(say('help.own-words'), go('explain', 'ask')),
      button(say('help.daily'), go('nudge', 'form')),
      button(say('help.plan'), go('plan', 'begin')),
    ),
    text(say('help.commands')),
  ]);
}
