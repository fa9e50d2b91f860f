import { card, row, small, text, title, webLink } from '../src/core/reply.ts';
import { type Context, defineCommand } from '../src/router/command.ts';

export default defineCommand({
  name: 'about',
  description: 'What this is, where it comes from, and what it keeps',
  run: { answers: 'new', with: context => about(context) },
});

function about({ say, library, operator }: Context) {
  const links = library.sources.map(({ author, link }) => webLink(say('about.open', { author }), link));
  const policy = operator.privacyUrl ? [webLink(say('about.policy'), operator.privacyUrl)] : [];
  return card([
    title(say('about.title')),
    text(say('about.what')),
    text(say('about.not')),
    text(
      [
        say('about.articles'),
        ...library.sources.map(({ title, credit }) => `- **${title}**. ${credit}`),
      ].join('\n'),
    ),
    text(
      [`**${say('about.privacy.title')}**`, ...privacy(say, operator).map(line => `- ${line}`)].join('\n'),
    ),
    ...(operator.contact ? [text(say('about.contact', { contact: operator.contact }))] : []),
    small(say('about.trace')),
    row(...links, ...policy),
  ]);
}

/** Five lines: who sees, who reads, what is kept, who hosts and holds the key, how to see and delete. */
function privacy(say: Context['say'], { name }: Context['operator']): string[] {
  const host = name ? say('about.privacy.host', { name }) : say('about.privacy.host-unknown');
  return [
    say('about.privacy.seen'),
    say('about.privacy.read'),
    say('about.privacy.kept'),
    `${host} ${say('about.privacy.key')}`,
    say('about.privacy.delete'),
  ];
}
