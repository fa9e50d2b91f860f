/** Round pictures for people and the bot. */
import { make } from './dom.ts';

/** The bot's own drawing, or a person's first letter on a colour of their own. A screen reader skips it. */
export function drawAvatar(id: string, name: string, isBot: boolean): HTMLElement {
  if (isBot) return make('img', { class: 'avatar', src: '/page/steady.svg', alt: '', width: 40, height: 40 });
  const tone = (Number(id.at(-1)) || 0) % 5;
  return make('span', { class: `avatar tone-${tone}`, 'aria-hidden': 'true' }, name.charAt(0).toUpperCase());
}
